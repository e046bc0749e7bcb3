package io.sextant.ir.interpret;

import io.sextant.ir.op.Resize;

/** Resizing of the spatial dimensions. */
final class Resampling {
    private Resampling() {
    }

    static float[] resize(Resize op, float[] input) {
        Image in = Image.of(op.input().type());
        Image out = Image.of(op.type());
        float[] result = new float[op.type().elements()];
        for (int n = 0; n < out.batch(); n++) {
            for (int y = 0; y < out.height(); y++) {
                Mix rows = Mix.of(op.mode(), y, out.height(), in.height());
                for (int x = 0; x < out.width(); x++) {
                    Mix columns = Mix.of(op.mode(), x, out.width(), in.width());
                    for (int c = 0; c < out.channels(); c++) {
                        double above = columns.of(input[in.offset(n, rows.first, columns.first) + c],
                            input[in.offset(n, rows.first, columns.second) + c]);
                        double below = columns.of(input[in.offset(n, rows.second, columns.first) + c],
                            input[in.offset(n, rows.second, columns.second) + c]);
                        result[out.offset(n, y, x) + c] = (float) rows.of(above, below);
                    }
                }
            }
        }
        return result;
    }

    /** The two input positions along one dimension that an output position is made of, and the share of the second. */
    private record Mix(int first, int second, double share) {
        static Mix of(Resize.Mode mode, int position, int size, int extent) {
            return switch (mode) {
                case NEAREST -> {
                    int nearest = (int) ((long) position * extent / size);
                    yield new Mix(nearest, nearest, 0);
                }
                case LINEAR -> {
                    double halfPixel = (position + 0.5) * extent / size - 0.5;
                    double clamped = Math.min(Math.max(halfPixel, 0), extent - 1);
                    int first = (int) clamped;
                    yield new Mix(first, Math.min(first + 1, extent - 1), clamped - first);
                }
            };
        }

        /** The mixture; a share of 0 takes the first whatever the second is. */
        double of(double a, double b) {
            return share == 0 ? a : a * (1 - share) + b * share;
        }
    }
}
