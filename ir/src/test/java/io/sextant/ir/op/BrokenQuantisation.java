package io.sextant.ir.op;

import io.sextant.ir.op.OperatorConstraintsTest.Broken;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What breaks the constraints of operators on quantised types. */
final class BrokenQuantisation {
    private static final Quantisation HALF = Quantisation.perTensor(0.5f, 3);
    private static final Quantisation UNIT = Quantisation.perTensor(1, 0);
    private static final Value INPUT = value(1, DType.I8, HALF, 1, 8, 4);
    private static final Value WEIGHTS = value(2, DType.I8, Quantisation.perAxis(List.of(0.25f, 0.5f), 1), 4, 2);
    private static final Value BIAS = value(3, DType.I32, Quantisation.perAxis(List.of(0.125f, 0.25f), 0), 2);

    private BrokenQuantisation() {
    }

    static List<Broken> all() {
        Value real = new Value(4, TensorType.f32(1, 8, 4));
        Value integers = new Value(5, new TensorType(DType.I8, Shape.of(1, 8, 4)));
        Op sum = new Binary(Quantized.standIn(INPUT), Quantized.standIn(INPUT), Binary.Kind.ADD);
        Op normalised = new Cast(real, DType.F16);
        Value onAxis = value(6, DType.I8, Quantisation.perAxis(List.of(1f, 1f, 1f, 1f), 2), 1, 8, 4);
        Value rows = value(2, DType.I8, Quantisation.perAxis(List.of(1f, 1f, 1f, 1f), 0), 4, 2);
        return List.of(
            new Broken("requantize C1", "real to real", () -> new Requantize(real, real.type(), Rounding.QDQ)),
            new Broken("requantize C1", "mere integers", () -> new Requantize(integers, real.type(), Rounding.QDQ)),
            new Broken("requantize C2", "another shape", () -> new Requantize(real, INPUT.type().withShape(Shape.of(32)), Rounding.QDQ)),
            new Broken("requantize C3", "another axis", () -> new Requantize(onAxis,
                integers.type().quantised(Quantisation.perAxis(Collections.nCopies(8, 1f), 1)), Rounding.TFLITE)),
            new Broken("reshape C2", "a scale for each channel", () -> new Reshape(onAxis, List.of(8, 4))),
            new Broken("transpose C2", "a scale for each channel", () -> new Transpose(onAxis, List.of(0, 1, 2))),
            new Broken("broadcast C2", "a scale for each channel", () -> new Broadcast(onAxis, List.of(1, 8, 4))),
            new Broken("slice C4", "a scale for each channel", () -> new Slice(onAxis, List.of(0, 0, 0), List.of(1, 8, 2), List.of(1, 1, 1))),
            new Broken("quantized C1", "a cast", () -> of(normalised, real)),
            new Broken("quantized C2", "one operand of two", () -> of(sum, INPUT)),
            new Broken("quantized C2", "operands that are other values", () -> of(relu(INPUT), integers)),
            new Broken("quantized C3", "mere integers", () -> of(relu(integers), integers)),
            new Broken("quantized C3", "an activation on an axis", () -> of(relu(onAxis), onAxis)),
            new Broken("quantized C3", "weights by input channel", () -> dense(rows, BIAS)),
            new Broken("quantized C4", "a bias of 8 bits", () -> dense(WEIGHTS, value(3, DType.I8, BIAS.type().scheme(), 2))),
            new Broken("quantized C4", "a bias of another scale", () -> dense(WEIGHTS, value(3, DType.I32, UNIT, 2))),
            new Broken("quantized C5", "a result of 32 bits", () -> Quantized.of(relu(INPUT), List.of(INPUT), DType.I32, UNIT,
                Rounding.QDQ)),
            new Broken("quantized C5", "a result on an axis", () -> Quantized.of(relu(INPUT), List.of(INPUT), DType.I8,
                onAxis.type().scheme(), Rounding.QDQ)),
            new Broken("quantized C6", "nothing left", () -> of(relu(INPUT), INPUT).clamped(1, 0)),
            new Broken("quantized C6", "beyond the type", () -> of(relu(INPUT), INPUT).clamped(0, 128)));
    }

    private static Op relu(Value input) {
        return new Unary(Quantized.standIn(input), Unary.Kind.RELU);
    }

    private static Quantized dense(Value weights, Value bias) {
        return of(new Dense(Quantized.standIn(INPUT), Quantized.standIn(weights), Optional.of(Quantized.standIn(bias))), INPUT, weights,
            bias);
    }

    private static Quantized of(Op real, Value... inputs) {
        return Quantized.of(real, Arrays.asList(inputs), DType.I8, HALF, Rounding.TFLITE);
    }

    private static Value value(int id, DType dtype, Quantisation scheme, int... dims) {
        return new Value(id, new TensorType(dtype, Shape.of(dims)).quantised(scheme));
    }
}
