package io.sextant.ir.generate;

import io.sextant.ir.op.Cast;
import io.sextant.ir.op.Dequantize;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Quantize;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import io.sextant.ir.type.TypeClass;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Operators between element types. */
final class TypeProposals {
    private final Draw draw;

    TypeProposals(Draw draw) {
        this.draw = draw;
    }

    void addTo(Map<String, Proposal> proposals) {
        proposals.put("cast", this::cast);
        proposals.put("quantize", this::quantize);
        proposals.put("dequantize", this::dequantize);
    }

    /** Where ONNX says what comes out: floating elements become integers only if they fit, and no i4, to which ONNX Runtime rounds. */
    private Op cast(Value input) {
        DType target = draw.pick(DType.values());
        DType source = input.type().dtype();
        if (source.isFloating() && !target.isFloating() && target != DType.BOOL) {
            Tensor tensor = draw.tensor(input);
            boolean fits = IntStream.range(0, input.type().elements()).mapToDouble(i -> Numbers.element(tensor, i))
                .allMatch(element -> element > target.least() - 1.0 && element < target.greatest() + 1.0);
            IllTyped.unless(fits && target != DType.I4, "proposal", "%s does not fit %s", input, target);
        }
        return new Cast(input, target);
    }

    private Op quantize(Value input) {
        int axis = axis(input);
        return new Quantize(input, scale(input, input.type().dtype(), axis),
            zeroPoint(input, draw.pick(List.copyOf(TypeClass.QUANTISED.types())), axis), Math.max(0, axis));
    }

    private Op dequantize(Value input) {
        int axis = axis(input);
        DType floating = draw.oneIn(4) ? draw.pick(List.copyOf(TypeClass.FLOATING.types())) : DType.F32;
        return new Dequantize(input, scale(input, floating, axis), zeroPoint(input, input.type().dtype(), axis), Math.max(0, axis));
    }

    /** -1 for one scale for all. */
    private int axis(Value input) {
        return input.type().rank() == 0 || draw.oneIn(2) ? -1 : draw.below(input.type().rank());
    }

    private static Shape shape(Value input, int axis) {
        return axis < 0 ? Shape.of() : Shape.of(input.type().dim(axis));
    }

    private Value scale(Value input, DType dtype, int axis) {
        return draw.constant(draw.elements().positive(new TensorType(dtype, shape(input, axis))));
    }

    /** ONNX has zero points of i32 only where they are zero. */
    private Value zeroPoint(Value input, DType dtype, int axis) {
        TensorType type = new TensorType(dtype, shape(input, axis));
        return draw.constant(dtype == DType.I32 || draw.oneIn(3) ? Tensor.zeros(type) : draw.elements().any(type));
    }
}
