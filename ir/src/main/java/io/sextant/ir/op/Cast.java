package io.sextant.ir.op;

import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;

/**
 * The elements as another element type, as ONNX Cast; what ONNX leaves open is defined here:
 * <ul>
 * <li>to floating types: the nearest, of two the even one, infinity beyond the greatest; integers by way of f32
 * <li>floating to integers: truncated towards zero; beyond the range the least or greatest, NaN becomes 0 (undefined in ONNX;
 * ONNX Runtime rounds towards i4)
 * <li>integers to integers: the lowest bits, so that what does not fit wraps around
 * <li>to bool: whether it is not 0, which NaN is not; from bool: 0 or 1
 * </ul>
 */
public record Cast(Value input, DType dtype) implements Op {
    @Override
    public TensorType type() {
        return new TensorType(dtype, input.type().shape());
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.cast(this);
    }
}
