package io.sextant.codegen.c.family;

import io.sextant.kernel.Isa;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Register tiles of a product: MR rows by NV vectors of sums, a vector of each of NV factors and one repeated element beside them. Ordered
 * by what a multiplication of the whole costs: lanes that are computed and not used, and loads per fused multiply-add.
 */
record TileChoice(int rows, int vectors) {
    private static final int MOST_ROWS = 14;
    private static final int MOST_VECTORS = 6;
    /** As many multiply-adds need no others beside them to hide latencies. */
    private static final int ENOUGH_SUMS = 12;
    /** A load beside a fused multiply-add costs about this share of one. */
    private static final double LOAD_COST = 0.35;

    /**
     * Tiles that fit the registers, the cheapest first.
     *
     * @param height rows that are computed one after the other
     * @param width  columns
     */
    static List<TileChoice> of(Isa isa, long height, long width) {
        List<TileChoice> fitting = new ArrayList<>();
        long vectors = (width + isa.lanes() - 1) / isa.lanes();
        for (int nv = 1; nv <= Math.min(MOST_VECTORS, vectors); nv++) {
            for (int mr = 1; mr <= Math.min(MOST_ROWS, height); mr++) {
                if (mr * nv + nv + 1 <= isa.registers()) {
                    fitting.add(new TileChoice(mr, nv));
                }
            }
        }
        fitting.sort(Comparator.comparingDouble(tile -> tile.cost(height, vectors)));
        return fitting;
    }

    /**
     * The choices of tiles as schedules: MR, NV, UNROLL_K, and TAIL, how many last columns of a row are computed as half a vector.
     *
     * @param columns of the result
     * @param other parameters of the schedule with that tile
     */
    static List<Schedule> schedules(Isa isa, List<TileChoice> tiles, long columns, Function<TileChoice, Map<String, Integer>> other) {
        boolean fits = fitHalf(isa, columns);
        List<Schedule> schedules = new ArrayList<>();
        for (TileChoice tile : tiles) {
            schedules.add(tile.schedule(tail(isa, columns), other));
        }
        if (fits) {
            schedules.add(tiles.get(0).schedule(isa.halvesPay() ? 0 : isa.lanes() / 2, other));
        }
        return schedules;
    }

    /** How many last columns of a row are best computed as half a vector. */
    static int tail(Isa isa, long columns) {
        return isa.halvesPay() && fitHalf(isa, columns) ? isa.lanes() / 2 : 0;
    }

    private static boolean fitHalf(Isa isa, long columns) {
        return columns % isa.lanes() != 0 && columns % isa.lanes() <= isa.lanes() / 2;
    }

    private Schedule schedule(int tail, Function<TileChoice, Map<String, Integer>> other) {
        Map<String, Integer> parameters = new HashMap<>(other.apply(this));
        parameters.putAll(Map.of("MR", rows, "NV", vectors, "UNROLL_K", unrolled(), "TAIL", tail));
        return new Schedule(parameters);
    }

    /** Steps of the sum that are written one after the other: of a tile that fills the registers one alone, lest sums be spilled. */
    int unrolled() {
        return rows * vectors >= ENOUGH_SUMS ? 1 : 4;
    }

    /** What all of a result costs, as {@link #cost(long, long)}. */
    double cost(Isa isa, long height, long columns) {
        return cost(height, (columns + isa.lanes() - 1) / isa.lanes());
    }

    /**
     * Time of a product for each step of its sum, in fused multiply-adds of a vector.
     *
     * @param height rows of the result
     * @param width  vectors of a row
     */
    double cost(long height, long width) {
        double cost = 0;
        for (long[] rowPart : parts(height, rows)) {
            for (long[] columnPart : parts(width, vectors)) {
                cost += rowPart[1] * columnPart[1] * tileCost(rowPart[0], columnPart[0]);
            }
        }
        return cost;
    }

    /** Two multiply-adds of latency four run at once: fewer than eight sums wait for one another. */
    private static double tileCost(long rows, long vectors) {
        return Math.max(rows * vectors + LOAD_COST * (rows + vectors), 8);
    }

    /** Extents of parts and how often each occurs. */
    private static List<long[]> parts(long extent, long part) {
        List<long[]> parts = new ArrayList<>();
        if (extent / part > 0) {
            parts.add(new long[] {part, extent / part});
        }
        if (extent % part > 0) {
            parts.add(new long[] {extent % part, 1});
        }
        return parts;
    }
}
