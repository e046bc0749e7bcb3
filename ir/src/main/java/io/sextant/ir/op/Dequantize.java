package io.sextant.ir.op;

import io.sextant.ir.type.TensorType;

/**
 * Quantised integers as the real numbers they stand for, as ONNX DequantizeLinear: (x - zeroPoint) scale. The difference is exact, then
 * an f32; the product is of the scale's type. Scale and zero point are scalars, or (C) with one for each of the C positions on
 * {@code axis}.
 * <ul>
 * <li>C1: input and zero point are of one quantised type (i32, i16, i8, i4 or u8); the scale is floating
 * <li>C2: scale and zero point are both scalars, or both have one element for each position on the axis
 * <li>C3: 0 &lt;= axis &lt; rank; 0 where they are scalars, so that one function has one form
 * </ul>
 */
public record Dequantize(Value input, Value scale, Value zeroPoint, int axis) implements Op {
    public Dequantize {
        OperatorTypes.check("dequantize C1", Dequantize.class, input, scale, zeroPoint);
        Scaling.check("dequantize", input.type(), scale.type(), zeroPoint.type(), axis);
    }

    @Override
    public TensorType type() {
        return new TensorType(scale.type().dtype(), input.type().shape());
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.dequantize(this);
    }
}
