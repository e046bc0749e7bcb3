package io.sextant.codegen.c.family;

/**
 * Filters of three taps at the points of minimal filtering (Lavin and Gray 2016), as {@code convolution/winograd.c} wants them: an axis of
 * two outputs takes the points 0, 1, -1 and infinity, one of four 0, 3/4, -3/4, 3/2, -3/2 and infinity. In double, rounded once.
 */
final class WinogradFilter {
    private static final double[] OF_TWO = {0, 1, -1};
    private static final double[] OF_FOUR = {0, 0.75, -0.75, 1.5, -1.5};

    private WinogradFilter() {
    }

    /** Points of an axis: inputs that so many outputs need. */
    static int points(int outputs) {
        return outputs == 1 ? 1 : outputs + 2;
    }

    /**
     * [point of y][point of x][channels] of a filter [taps][taps][channels].
     *
     * @param filter   a multiple of {@code rows} x {@code columns} floats
     * @param outputsY of a tile: 1 for a window of one row
     * @param outputsX of a tile: 1 for a window of one column
     */
    static float[] of(float[] filter, int outputsY, int outputsX) {
        double[][] down = matrix(outputsY);
        double[][] across = matrix(outputsX);
        int taps = down[0].length * across[0].length;
        int channels = filter.length / taps;
        float[] points = new float[down.length * across.length * channels];
        for (int point = 0; point < down.length * across.length; point++) {
            double[] sums = new double[channels];
            for (int tap = 0; tap < taps; tap++) {
                double factor = down[point / across.length][tap / across[0].length] * across[point % across.length][tap % across[0].length];
                for (int i = 0; i < channels && factor != 0; i++) {
                    sums[i] += factor * filter[tap * channels + i];
                }
            }
            for (int i = 0; i < channels; i++) {
                points[point * channels + i] = (float) sums[i];
            }
        }
        return points;
    }

    /** Rows of points, columns of taps: Toom and Cook's, each row divided by its point's distances from the others. */
    private static double[][] matrix(int outputs) {
        if (outputs == 1) {
            return new double[][] {{1}};
        }
        double[] points = outputs == 2 ? OF_TWO : OF_FOUR;
        double[][] matrix = new double[points.length + 1][];
        for (int i = 0; i < points.length; i++) {
            double distances = 1;
            for (int j = 0; j < points.length; j++) {
                distances *= i == j ? 1 : points[i] - points[j];
            }
            matrix[i] = new double[] {1 / distances, points[i] / distances, points[i] * points[i] / distances};
        }
        matrix[points.length] = new double[] {0, 0, 1};
        return matrix;
    }
}
