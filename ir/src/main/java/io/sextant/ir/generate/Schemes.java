package io.sextant.ir.generate;

import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Draws scales and zero points that fit real numbers, and quantises constants by them. */
final class Schemes {
    private static final float SMALLEST_RANGE = 1e-3f;
    private static final float LARGEST_RANGE = 1e5f;

    private final Draw draw;

    Schemes(Draw draw) {
        this.draw = draw;
    }

    /** An element type for activations: i8 as a rule. */
    DType dtype() {
        return draw.pick(List.of(DType.I8, DType.I8, DType.I8, DType.U8, DType.U8, DType.I16));
    }

    /** One scale and zero point for all of {@code real}: its range with 0, at times half or twice as wide. */
    Quantisation perTensor(Tensor real, DType dtype) {
        double low = 0;
        double high = 0;
        for (float value : real.floats()) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        IllTyped.unless(high - low < LARGEST_RANGE, "proposal", "%s to %s are too far apart for a scale", low, high);
        float width = Math.max(SMALLEST_RANGE, (float) (high - low)) * draw.pick(List.of(1f, 1f, 1f, 0.5f, 2f));
        if (dtype == DType.I16 || draw.oneIn(6)) {
            return Quantisation.perTensor(2 * width / (dtype.greatest() - dtype.least()), dtype == DType.U8 ? 128 : 0);
        }
        float scale = width / (dtype.greatest() - dtype.least());
        long zeroPoint = Math.round(dtype.least() - low / scale);
        return Quantisation.perTensor(scale, (int) Math.max(dtype.least(), Math.min(dtype.greatest(), zeroPoint)));
    }

    /** The integers next to {@code real}, by a scheme with one scale or one for each position on the last axis. */
    Tensor quantised(Tensor real, DType dtype, Quantisation scheme) {
        TensorType type = new TensorType(dtype, real.type().shape()).quantised(scheme);
        int[] integers = new int[type.elements()];
        for (int i = 0; i < integers.length; i++) {
            int position = scheme.isPerTensor() ? 0 : i % scheme.scales().size();
            double shifted = Math.rint(real.floats()[i] / scheme.scale(position)) + scheme.zeroPoint(position);
            integers[i] = (int) Math.max(dtype.least(), Math.min(dtype.greatest(), shifted));
        }
        return Tensor.ofInts(type, integers);
    }

    /** The i8 of weights: zero points are 0, one scale or one for each output. */
    Tensor weights(Tensor real) {
        int outputs = real.type().shape().last();
        int scales = draw.oneIn(2) ? outputs : 1;
        float[] largest = new float[scales];
        for (int i = 0; i < real.floats().length; i++) {
            largest[i % scales] = Math.max(largest[i % scales], Math.abs(real.floats()[i]));
        }
        List<Float> factors = new ArrayList<>();
        for (float extreme : largest) {
            factors.add(Math.max(SMALLEST_RANGE, extreme) / 127);
        }
        return quantised(real, DType.I8, scales == 1 && draw.oneIn(2) ? Quantisation.perTensor(factors.get(0), 0)
            : Quantisation.perAxis(scales == outputs ? factors : Collections.nCopies(outputs, factors.get(0)), real.type().rank() - 1));
    }

    /** The i32 of a bias, whose scales are those of input times weights. */
    Tensor bias(Tensor real, Quantisation input, Quantisation weights) {
        return quantised(real, DType.I32, Quantisation.ofBias(input, weights));
    }

    /** Activations of this shape. */
    Tensor activations(Shape shape) {
        Tensor real = draw.elements().any(new TensorType(DType.F32, shape));
        DType dtype = dtype();
        return quantised(real, dtype, perTensor(real, dtype));
    }
}
