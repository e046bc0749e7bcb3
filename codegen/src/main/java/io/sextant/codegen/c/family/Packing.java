package io.sextant.codegen.c.family;

/** The layouts of weights that the templates read. */
final class Packing {
    private Packing() {
    }

    /**
     * Columns in panels: [panel][row][vectors of the panel][lanes], all of {@code vectors} but the last; columns beyond the last are 0.
     *
     * @param from row-major, rows {@code stride} floats apart, from {@code offset} on
     */
    static void panels(float[] from, int offset, int stride, int rows, int columns, Tile tile, float[] to, int at) {
        int width = tile.vectors() * tile.lanes();
        int whole = (columns + tile.lanes() - 1) / tile.lanes() * tile.lanes();
        for (int first = 0; first < whole; first += width) {
            int panel = Math.min(width, whole - first);
            int live = Math.min(panel, columns - first);
            for (int row = 0; row < rows; row++) {
                System.arraycopy(from, offset + row * stride + first, to, at + row * panel, live);
            }
            at += rows * panel;
        }
    }

    /** Width of a panel. */
    record Tile(int vectors, int lanes) {
    }

    /**
     * Columns side by side in groups, for products of each column with a row: [group][vectors of a column][columns of the group][lanes],
     * the last group of fewer columns; rows beyond the last are 0.
     */
    static float[] columns(float[] from, int rows, int columns, int group, int lanes) {
        int whole = (rows + lanes - 1) / lanes * lanes;
        float[] to = new float[columns * whole];
        for (int column = 0; column < columns; column++) {
            int first = column / group * group;
            int together = Math.min(group, columns - first);
            for (int row = 0; row < rows; row++) {
                to[first * whole + (row / lanes * together + column - first) * lanes + row % lanes] = from[row * columns + column];
            }
        }
        return to;
    }

    /** Each of {@code groups} runs of {@code columns} floats, padded to whole vectors. */
    static float[] padded(float[] from, int groups, int columns, int lanes) {
        int whole = (columns + lanes - 1) / lanes * lanes;
        float[] to = new float[groups * whole];
        for (int group = 0; group < groups; group++) {
            System.arraycopy(from, group * columns, to, group * whole, columns);
        }
        return to;
    }
}
