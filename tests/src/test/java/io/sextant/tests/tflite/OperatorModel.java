package io.sextant.tests.tflite;

import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tflite.schema.TfliteModelBuilder;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;

/** A model of one operator, operand by operand. */
final class OperatorModel {
    private static final long SEED = 7;

    private final String label;
    private final int code;
    private final int version;
    private final byte optionsType;
    private final Object options;
    private final TfliteModelBuilder builder;
    private final List<Integer> operands = new ArrayList<>();
    private final List<Integer> results = new ArrayList<>();

    OperatorModel(String label, int code, int version, byte optionsType, Object options) {
        this.label = BuiltinOperator.names[code] + (label.isEmpty() ? "" : " " + label);
        this.code = code;
        this.version = version;
        this.optionsType = optionsType;
        this.options = options;
        this.builder = new TfliteModelBuilder(this.label);
    }

    static OperatorModel of(String label, int code, byte optionsType, Object options) {
        return new OperatorModel(label, code, 1, optionsType, options);
    }

    static OperatorModel of(int code) {
        return of("", code, BuiltinOptions.NONE, null);
    }

    OperatorModel input(int... dims) {
        return input(TensorType.f32(dims));
    }

    OperatorModel input(TensorType type) {
        operands.add(builder.input("input" + operands.size(), type));
        return this;
    }

    /** Random constants of f32. */
    OperatorModel weights(int... dims) {
        return constant(Tensor.random(TensorType.f32(dims), SEED + operands.size(), 1));
    }

    OperatorModel constant(Tensor tensor) {
        operands.add(builder.constant("constant" + operands.size(), tensor));
        return this;
    }

    OperatorModel ints(int... values) {
        return constant(Tensor.ofInts(new TensorType(DType.I32, Shape.of(values.length)), values));
    }

    OperatorModel pairs(int... values) {
        return constant(Tensor.ofInts(new TensorType(DType.I32, Shape.of(values.length / 2, 2)), values));
    }

    OperatorModel scalar(int value) {
        return constant(Tensor.ofInts(new TensorType(DType.I32, Shape.of()), value));
    }

    OperatorModel omitted() {
        operands.add(-1);
        return this;
    }

    OperatorModel output(int... dims) {
        return output(TensorType.f32(dims));
    }

    OperatorModel output(TensorType type) {
        int result = builder.tensor("output" + results.size(), type);
        results.add(result);
        builder.output(result);
        return this;
    }

    byte[] build() {
        builder.operator(code, version, optionsType, options, indices(operands), indices(results));
        return builder.build();
    }

    private static int[] indices(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public String toString() {
        return label;
    }
}
