package io.sextant.ir.tflite.read;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.QuantizedRules;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One operator in the reading. A handler builds the real operator over {@link #operand operands}; where these stand in for quantised
 * tensors, {@link #result} makes it one on integers. What only moves elements is built over {@link #value values} instead.
 */
final class OperatorReading {
    /** Lists of axes, extents or amounts of padding are shorter by far. */
    private static final int MOST_INTEGERS = 64;

    private final FileOperator operator;
    private final GraphReading graph;
    private final Map<Integer, Value> quantised = new HashMap<>();

    OperatorReading(FileOperator operator, GraphReading graph) {
        this.operator = operator;
        this.graph = graph;
    }

    FileOperator file() {
        return operator;
    }

    GraphReading graph() {
        return graph;
    }

    int inputs() {
        return operator.inputs().size();
    }

    int outputs() {
        return operator.outputs().size();
    }

    boolean has(int input) {
        return input < inputs() && operator.inputs().get(input) != ModelFile.OMITTED;
    }

    /** The index of an input in the file. */
    int tensor(int input) {
        if (!has(input)) {
            throw new InvalidInput("input " + input + " is missing");
        }
        return operator.inputs().get(input);
    }

    private int resultTensor(int output) {
        if (output >= outputs() || operator.outputs().get(output) == ModelFile.OMITTED) {
            throw new InvalidInput("output " + output + " is missing");
        }
        return operator.outputs().get(output);
    }

    /** What the file says of an output. */
    FileTensor declared(int output) {
        return graph.tensor(resultTensor(output));
    }

    /** An input as it is, quantised or not. */
    Value value(int input) {
        return graph.value(tensor(input));
    }

    /** An input as an operand of a real operator. */
    Value operand(int input) {
        return standing(value(input));
    }

    Value standing(Value value) {
        if (!value.type().isQuantised()) {
            return value;
        }
        quantised.put(value.id(), value);
        return Quantized.standIn(value);
    }

    /** What an operand stands for: itself where it is not quantised. */
    Value behind(Value operand) {
        return quantised.getOrDefault(operand.id(), operand);
    }

    boolean isLiteral(int input) {
        return graph.isLiteral(tensor(input));
    }

    Tensor literal(int input) {
        return graph.literal(tensor(input));
    }

    /** The elements of a constant list or scalar of i32 or i64. */
    List<Integer> integers(int input, String what) {
        Tensor list = literal(input);
        DType dtype = list.type().dtype();
        if (dtype != DType.I32 && dtype != DType.I64 || list.type().elements() > MOST_INTEGERS) {
            throw new InvalidInput(what + " are at most " + MOST_INTEGERS + " i32 or i64, got " + list.type());
        }
        List<Integer> integers = new ArrayList<>();
        for (int i = 0; i < list.type().elements(); i++) {
            long value = dtype == DType.I32 ? list.ints()[i] : list.longs()[i];
            integers.add((int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value)));
        }
        return integers;
    }

    int integer(int input, String what) {
        List<Integer> list = integers(input, what);
        require(list.size() == 1, what + " is one number, got " + list);
        return list.get(0);
    }

    /** A 32-bit option by its field in the schema. */
    int option(int field, int absent) {
        return operator.options().map(options -> options.i32(field, absent)).orElse(absent);
    }

    int option(int field) {
        return option(field, 0);
    }

    int byteOption(int field) {
        return operator.options().map(options -> options.i8(field)).orElse(0);
    }

    boolean flag(int field) {
        return byteOption(field) != 0;
    }

    float decimal(int field) {
        return operator.options().map(options -> options.f32(field)).orElse(0f);
    }

    List<Integer> optionList(int field, String what) {
        return operator.options().map(options -> options.ints(field, MOST_INTEGERS, what)).orElse(List.of());
    }

    Activation activation(int field) {
        return Activation.of(byteOption(field));
    }

    /** A number that counts from the end where it is negative. */
    static int axis(int axis, int rank) {
        int counted = axis < 0 ? axis + rank : axis;
        require(counted >= 0 && counted < rank, "axis " + axis + " is none of " + rank);
        return counted;
    }

    Value constant(Tensor tensor) {
        return graph.constant(tensor);
    }

    /** A real operator whose result is not the last word: there is no such thing on integers. */
    Value emit(Op op) {
        require(op.operands().stream().noneMatch(operand -> quantised.containsKey(operand.id())),
            "is not supported on quantised tensors");
        return graph.emit(op);
    }

    /** Adds an operator that moves elements, over values as they are. */
    Value move(Op op) {
        return graph.emit(op);
    }

    void result(Op op) {
        result(op, Activation.NONE);
    }

    /** Binds the first output to {@code op} and a fused activation, on integers where its operands are quantised. */
    void result(Op op, Activation activation) {
        TensorType declared = declared(0).type();
        List<Value> operands = op.operands();
        long integers = operands.stream().filter(operand -> quantised.containsKey(operand.id())).count();
        if (integers == 0 && !declared.isQuantised()) {
            Value value = graph.emit(op);
            bind(0, activation.operator(value).map(graph::emit).orElse(value));
            return;
        }
        require(integers == operands.size() && declared.isQuantised(), "quantised and real tensors together are not supported, got "
            + operands.stream().map(operand -> quantised.getOrDefault(operand.id(), operand).type()).toList() + " -> " + declared);
        require(Quantized.OPERATORS.contains(op.getClass()), "is not supported on quantised tensors");
        require(declared.scheme().isPerTensor(), "a result has one scale, got " + declared);
        Quantized onIntegers = integers(op, operands.stream().map(operand -> quantised.get(operand.id())).toList(), declared, activation);
        QuantizedRules.violation(onIntegers).ifPresent(violation -> {
            throw new InvalidInput(violation);
        });
        bind(0, graph.emit(onIntegers));
    }

    private static Quantized integers(Op op, List<Value> operands, TensorType declared, Activation activation) {
        Quantisation scheme = declared.scheme();
        DType dtype = declared.dtype();
        return new Quantized(op, operands, dtype, scheme, activation.low(scheme, dtype),
            activation.high(scheme, dtype), Rounding.TFLITE);
    }

    /** Binds the first output to a value and a fused activation, which a quantised one has not. */
    void moved(Value value, Activation activation) {
        require(activation == Activation.NONE || !value.type().isQuantised(),
            "fused activation " + activation + " is not supported on quantised tensors");
        bind(0, activation.operator(value).map(graph::emit).orElse(value));
    }

    void bind(int output, Value value) {
        graph.bind(resultTensor(output), value);
    }

    void bind(int output, Tensor literal) {
        graph.bind(resultTensor(output), literal);
    }

    static void require(boolean holds, String message) {
        if (!holds) {
            throw new InvalidInput(message);
        }
    }
}
