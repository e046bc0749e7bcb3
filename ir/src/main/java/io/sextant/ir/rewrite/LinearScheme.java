package io.sextant.ir.rewrite;

import io.sextant.ir.op.Dequantize;
import io.sextant.ir.op.Quantize;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The scale and zero point of operators that have them as operands, where they are constants that a type can hold. */
final class LinearScheme {
    private LinearScheme() {
    }

    static Optional<TensorType> of(Dequantize op, Draft draft) {
        return of(op.input().type(), op.scale(), op.zeroPoint(), op.axis(), draft);
    }

    static Optional<TensorType> of(Quantize op, Draft draft) {
        return of(op.type(), op.scale(), op.zeroPoint(), op.axis(), draft);
    }

    private static Optional<TensorType> of(TensorType integers, Value scale, Value zeroPoint, int axis, Draft draft) {
        Optional<Tensor> factors = draft.constant(scale).filter(tensor -> tensor.type().dtype() == DType.F32);
        Optional<Tensor> zeros = draft.constant(zeroPoint);
        if (factors.isEmpty() || zeros.isEmpty()) {
            return Optional.empty();
        }
        List<Float> scales = new ArrayList<>();
        List<Integer> zeroPoints = new ArrayList<>();
        for (int i = 0; i < factors.get().type().elements(); i++) {
            scales.add(factors.get().floats()[i]);
            zeroPoints.add(zeros.get().ints()[i]);
        }
        try {
            OptionalInt on = scale.type().rank() == 0 ? OptionalInt.empty() : OptionalInt.of(axis);
            return Optional.of(integers.bare().quantised(new Quantisation(scales, zeroPoints, on)));
        } catch (IllTyped noScheme) {
            return Optional.empty();
        }
    }
}
