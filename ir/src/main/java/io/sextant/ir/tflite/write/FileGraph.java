package io.sextant.ir.tflite.write;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Port;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tflite.schema.TfliteModelBuilder;
import io.sextant.ir.tflite.schema.TfliteTypes;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.ReshapeOptionsT;

/** The file as far as it is written: its tensors, by the values that they hold, and its operators. */
final class FileGraph {
    private static final int RUNTIME_VERSION_BYTES = 16;

    private final Graph graph;
    private final TfliteModelBuilder model;
    private final List<TensorType> types = new ArrayList<>();
    private final Map<Integer, Map<Form, Integer>> tensors = new HashMap<>();
    private final Map<String, Integer> constants = new HashMap<>();
    private final Map<Integer, String> outputNames = new HashMap<>();
    private String runtime = "1.5.0";

    FileGraph(Graph graph) {
        this.graph = graph;
        this.model = new TfliteModelBuilder(graph.name());
        for (Port input : graph.inputs()) {
            bind(input.value(), Form.PLAIN, known(input.value().type(), model.input(input.name(), storable(input.value().type()))));
        }
        for (Port output : graph.outputs()) {
            boolean made = !graph.isConstant(output.value()) && !tensors.containsKey(output.value().id());
            if (made) {
                outputNames.putIfAbsent(output.value().id(), output.name());
            }
        }
    }

    Graph graph() {
        return graph;
    }

    TensorType type(int tensor) {
        return types.get(tensor);
    }

    /** The form that {@code value} has already; plain where it has both. */
    Form form(Value value) {
        Map<Form, Integer> forms = tensors.getOrDefault(value.id(), Map.of());
        return forms.containsKey(Form.LIFTED) && !forms.containsKey(Form.PLAIN) ? Form.LIFTED : Form.PLAIN;
    }

    /** The tensor that holds {@code value} in the form that it has. */
    int operand(Value value) {
        return operand(value, form(value));
    }

    /** The tensor that holds {@code value}, brought to {@code form} if need be. */
    int operand(Value value, Form form) {
        Map<Form, Integer> forms = tensors.getOrDefault(value.id(), Map.of());
        if (forms.containsKey(form)) {
            return forms.get(form);
        }
        if (graph.isConstant(value)) {
            Tensor data = graph.constants().get(value);
            return constant("%" + value.id() + (form == Form.LIFTED ? "/lifted" : ""), form.of(value.type()), () -> data);
        }
        int other = forms.values().iterator().next();
        int result = result(value, form);
        reshape(other, result);
        return result;
    }

    /** The tensor for {@code value}, which an operator is about to make. */
    int result(Value value, Form form) {
        String own = "%" + value.id() + (form == Form.LIFTED ? "/lifted" : "");
        int tensor = between(form == Form.PLAIN ? outputNames.getOrDefault(value.id(), own) : own, form.of(value.type()));
        bind(value, form, tensor);
        return tensor;
    }

    /** A tensor that holds no value of the graph. */
    int between(String name, TensorType type) {
        return known(type, model.tensor(name, storable(type)));
    }

    /** The constant called {@code name}, made once. */
    int constant(String name, TensorType type, Supplier<Tensor> data) {
        return constants.computeIfAbsent(name, n -> known(type, model.constant(n, data.get().reshaped(storable(type)))));
    }

    /** A constant of shape, axes or amounts: i32. */
    int numbers(Shape shape, List<Integer> numbers) {
        int[] elements = numbers.stream().mapToInt(Integer::intValue).toArray();
        TensorType type = new TensorType(DType.I32, shape);
        return constant("i32" + shape + numbers, type, () -> Tensor.ofInts(type, elements));
    }

    int numbers(List<Integer> numbers) {
        return numbers(Shape.of(numbers.size()), numbers);
    }

    /** The same elements under another shape; that of a scalar stands in the options alone, since no constant is empty. */
    void reshape(int from, int result) {
        ReshapeOptionsT options = new ReshapeOptionsT();
        List<Integer> shape = type(result).shape().dims();
        options.setNewShape(shape.stream().mapToInt(Integer::intValue).toArray());
        Builtin reshape = new Builtin(BuiltinOperator.RESHAPE, BuiltinOptions.ReshapeOptions, options);
        if (shape.isEmpty()) {
            emit(reshape, result, from);
        } else {
            emit(reshape, result, from, numbers(shape));
        }
    }

    void emit(Builtin builtin, int result, int... operands) {
        List<TensorType> operandTypes = Arrays.stream(operands).mapToObj(types::get).toList();
        int version = OperatorVersions.version(builtin, operandTypes, type(result));
        runtime = OperatorVersions.later(runtime, OperatorVersions.runtime(builtin.code(), version));
        model.operator(builtin.code(), version, builtin.optionsType(), builtin.hasOptions() ? builtin.options() : null, operands, result);
    }

    /** The file's bytes, when all nodes are written. */
    byte[] finished() {
        List<Integer> given = new ArrayList<>();
        for (Port output : graph.outputs()) {
            int tensor = operand(output.value(), Form.PLAIN);
            boolean own = output.name().equals(outputNames.get(output.value().id())) && !given.contains(tensor);
            if (!own) {
                int copy = between(output.name(), output.value().type());
                reshape(tensor, copy);
                tensor = copy;
            }
            given.add(tensor);
            model.output(tensor);
        }
        byte[] version = Arrays.copyOf(runtime.getBytes(StandardCharsets.US_ASCII), RUNTIME_VERSION_BYTES);
        return model.metadata("min_runtime_version", version).build();
    }

    private void bind(Value value, Form form, int tensor) {
        tensors.computeIfAbsent(value.id(), id -> new EnumMap<>(Form.class)).put(form, tensor);
    }

    private int known(TensorType type, int tensor) {
        while (types.size() <= tensor) {
            types.add(type);
        }
        return tensor;
    }

    private static TensorType storable(TensorType type) {
        if (TfliteTypes.code(type.dtype()).isEmpty() || type.dtype() == DType.F16) {
            throw new InvalidInput("cannot write " + type + " as TFLite: its operators take no elements of type " + type.dtype().text());
        }
        return type;
    }
}
