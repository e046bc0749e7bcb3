package io.sextant.codegen.c.family;

import io.sextant.kernel.Isa;

/**
 * What a dense convolution costs one core by the ways that there are to do it, in the time of a fused multiply-add of a vector: the greater of
 * computing and of reading what the second-level cache does not hold, and what transforms cost beside them.
 *
 * @param cin  input channels
 * @param cout output channels
 */
record ConvolutionCost(Isa isa, int cin, int cout) {
    static final int LINE_FLOATS = 16;
    /** Rows as far apart share a quarter of the first-level cache's sets. */
    static final int ALIASED_FLOATS = 256;
    /** What a second-level cache holds beside the rest. */
    private static final long CACHED_FLOATS = 150_000;
    /** Floats that come from the last-level cache or from memory, in the time of a multiply-add of 16 lanes. */
    private static final double STREAMED_FLOATS = 1.6;
    private static final int FIRST_LEVEL_FLOATS = 6_000;
    /** What a load of weights costs more if a panel of them is larger than the first-level cache. */
    private static final double SECOND_LEVEL_LOAD = 0.4;
    /** Loads, sums and stores of a vector at one point, on its way to the products or from them. */
    private static final double TRANSFORM = 4;
    /** Where the inputs of a tile at one point are: once, however few the channels. */
    private static final double ADDRESSES = 2;

    /** @param rows of the result, all images, each of {@code columns} */
    double direct(int taps, long rows, int columns, TileChoice tile) {
        boolean near = (long) taps * cin * tile.vectors() * isa.lanes() <= FIRST_LEVEL_FLOATS;
        double loads = near ? 0 : (double) vectors(cout) * ((columns + tile.rows() - 1) / tile.rows());
        double products = (double) rows * taps * cin * (tile.cost(columns, vectors(cout)) + SECOND_LEVEL_LOAD * loads);
        return Math.max(products, streaming((long) taps * cin * cout));
    }

    /** @param tiles of the result, all images */
    double winograd(int points, long tiles, Schedule schedule) {
        TileChoice tile = new TileChoice(schedule.get("MR"), schedule.get("NV"));
        long block = schedule.get("BLOCK");
        long blocks = (tiles + block - 1) / block;
        double products = points * (double) cin * (tiles / block * tile.cost(block, vectors(cout)) + rest(tiles % block, tile));
        double read = blocks * streaming((long) points * cin * cout);
        if (points * block * cin > CACHED_FLOATS) {
            read += blocks * ((vectors(cout) + tile.vectors() - 1) / tile.vectors()) * streaming(points * block * cin);
        }
        return Math.max(products, read) + points * tiles * (ADDRESSES + TRANSFORM * (vectors(cin) + vectors(cout)));
    }

    private double rest(long rows, TileChoice tile) {
        return rows == 0 ? 0 : tile.cost(rows, vectors(cout));
    }

    private double streaming(long floats) {
        return floats <= CACHED_FLOATS ? 0 : floats / STREAMED_FLOATS * LINE_FLOATS / isa.lanes();
    }

    private long vectors(int channels) {
        return (channels + isa.lanes() - 1) / isa.lanes();
    }
}
