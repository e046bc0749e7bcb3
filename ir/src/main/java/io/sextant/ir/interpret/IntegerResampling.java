package io.sextant.ir.interpret;

import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Resize;
import io.sextant.ir.type.DType;
import java.util.List;

/**
 * Resizing of quantised integers; scale and zero point pass to the result. Of two input positions along a dimension the second has a
 * share in 1024ths; TFLite's kernel for u8 has it in f32.
 */
final class IntegerResampling {
    private static final int ONE = 1 << 10;

    private final int[] input;
    private final Image in;
    private final Image out;
    private final Blend blend;

    private IntegerResampling(Resize op, int[] input, Blend blend) {
        this.input = input;
        this.in = Image.of(op.input().type());
        this.out = Image.of(op.type());
        this.blend = blend;
    }

    static int[] resize(Quantized op, List<int[]> operands) {
        Resize real = (Resize) op.real();
        Blend blend = real.mode() == Resize.Mode.NEAREST ? new Nearest() : op.dtype() == DType.U8 ? new RealShares() : new IntegerShares();
        IntegerResampling resampling = new IntegerResampling(real, operands.get(0), blend);
        int[] result = new int[real.type().elements()];
        for (int i = 0; i < result.length; i++) {
            result[i] = Math.max(op.low(), Math.min(op.high(), resampling.element(i)));
        }
        return result;
    }

    private int element(int index) {
        int position = index / out.channels();
        int n = position / out.width() / out.height();
        Mix rows = blend.mix(position / out.width() % out.height(), out.height(), in.height());
        Mix columns = blend.mix(position % out.width(), out.width(), in.width());
        int channel = index % out.channels();
        return blend.of(rows.share, columns.share, input[in.offset(n, rows.first, columns.first) + channel],
            input[in.offset(n, rows.first, columns.second) + channel], input[in.offset(n, rows.second, columns.first) + channel],
            input[in.offset(n, rows.second, columns.second) + channel]);
    }

    /** The two input positions along one dimension that an output position is made of, and the share of the second. */
    private record Mix(int first, int second, float share) {
    }

    /** How an output element is made of four input elements. */
    private interface Blend {
        Mix mix(int position, int size, int extent);

        /** Of the elements at the first row and column, first and second, second and first, second and second. */
        int of(float row, float column, int... corners);
    }

    private static final class Nearest implements Blend {
        @Override
        public Mix mix(int position, int size, int extent) {
            int nearest = Math.min((int) Math.floor(position * ((float) extent / size)), extent - 1);
            return new Mix(nearest, nearest, 0);
        }

        @Override
        public int of(float row, float column, int... corners) {
            return corners[0];
        }
    }

    /** Of two integers the one farther from zero. */
    private static final class IntegerShares implements Blend {
        @Override
        public Mix mix(int position, int size, int extent) {
            long step = ((long) ONE * extent + size / 2) / size;
            long scaled = position * step + step / 2 - ONE / 2;
            long first = Math.max(scaled / ONE, 0);
            return new Mix((int) first, (int) Math.min((scaled + ONE - 1) / ONE, extent - 1), scaled - first * ONE);
        }

        @Override
        public int of(float row, float column, int... corners) {
            long y = (long) row;
            long x = (long) column;
            long sum = (ONE - y) * ((ONE - x) * corners[0] + x * corners[1]) + y * ((ONE - x) * corners[2] + x * corners[3]);
            int unit = ONE * ONE;
            return (int) ((sum + (sum > 0 ? unit / 2 : -unit / 2)) / unit);
        }
    }

    private static final class RealShares implements Blend {
        @Override
        public Mix mix(int position, int size, int extent) {
            float scaled = (position + 0.5f) * ((float) extent / size) - 0.5f;
            int first = Math.max((int) Math.floor(scaled), 0);
            return new Mix(first, Math.max(0, Math.min((int) Math.ceil(scaled), extent - 1)), scaled - first);
        }

        @Override
        public int of(float row, float column, int... corners) {
            float sum = corners[0] * ((1 - row) * (1 - column)) + corners[1] * ((1 - row) * column) + corners[2] * (row * (1 - column))
                + corners[3] * (row * column);
            return (int) (sum + 0.5f);
        }
    }
}
