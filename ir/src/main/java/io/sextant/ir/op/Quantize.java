package io.sextant.ir.op;

import io.sextant.ir.type.TensorType;

/**
 * Real numbers as integers of few bits, as ONNX QuantizeLinear: saturate(round(x / scale) + zeroPoint). The quotient is of the input's
 * type; a half rounds to the even integer; what is beyond the range becomes its least or greatest; NaN becomes the zero point (undefined
 * in ONNX). Scale and zero point are scalars, or (C) with one for each of the C positions on {@code axis}.
 * <ul>
 * <li>C1: input and scale are floating, both of one type; the zero point is of the quantised type (i16, i8, i4 or u8)
 * <li>C2: scale and zero point are both scalars, or both have one element for each position on the axis
 * <li>C3: 0 &lt;= axis &lt; rank; 0 where they are scalars, so that one function has one form
 * </ul>
 */
public record Quantize(Value input, Value scale, Value zeroPoint, int axis) implements Op {
    public Quantize {
        OperatorTypes.check("quantize C1", Quantize.class, input, scale, zeroPoint);
        Scaling.check("quantize", input.type(), scale.type(), zeroPoint.type(), axis);
    }

    @Override
    public TensorType type() {
        return new TensorType(zeroPoint.type().dtype(), input.type().shape());
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.quantize(this);
    }
}
