package io.sextant.ir.quantize;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.graph.Port;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The quantised graph as it is written. A value of the f32 graph is in it in one form, and in others as users want it, each converted
 * once and from that one: real numbers, or integers by the owner of their scale. What stays f32 keeps its id, and integers take that of
 * the value that they stand for.
 */
final class Emission {
    private final Graph source;
    private final Schemes schemes;
    private final Constants numbers;
    private final Rounding rounding;
    private final Map<Value, Tensor> constants = new LinkedHashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Value, Form> primary = new LinkedHashMap<>();
    private final Map<Form, Value> converted = new HashMap<>();
    private int nextId;

    /** How a value is at hand: as real numbers without an owner. */
    private record Form(Value value, Optional<Value> owner) {
    }

    Emission(Graph source, Schemes schemes, Constants numbers, Rounding rounding) {
        this.source = source;
        this.schemes = schemes;
        this.numbers = numbers;
        this.rounding = rounding;
        Stream.of(source.inputs().stream().map(Port::value), source.constants().keySet().stream(),
            source.nodes().stream().map(Node::result)).flatMap(values -> values)
            .forEach(value -> nextId = Math.max(nextId, Math.addExact(value.id(), 1)));
    }

    /** An input of the new graph, on integers if {@code asIntegers}. */
    Value input(Value value, boolean asIntegers) {
        return asIntegers ? asIntegers(value) : asReal(value);
    }

    private Value asReal(Value value) {
        primary.put(value, new Form(value, Optional.empty()));
        return value;
    }

    private Value asIntegers(Value value) {
        Value owner = schemes.owner(value);
        primary.put(value, new Form(new Value(value.id(), integers(value, schemes.of(owner))), Optional.of(owner)));
        return primary.get(value).value();
    }

    private static TensorType integers(Value value, Quantisation scheme) {
        return new TensorType(DType.I8, value.type().shape(), Optional.of(scheme));
    }

    /** A node as it was. */
    void real(Node node) {
        add(asReal(node.result()), node.op().mapOperands(this::real));
    }

    /** A node that makes {@code result} as integers. */
    void integers(Value result, Op op) {
        add(asIntegers(result), op);
    }

    private void add(Value result, Op op) {
        nodes.add(new Node(result, op));
    }

    /** The real numbers of a value; values of other element types as they are. */
    Value real(Value value) {
        if (source.isConstant(value)) {
            constants.putIfAbsent(value, source.constants().get(value));
            return value;
        }
        return form(value, Optional.empty());
    }

    /** The integers of a value by the scale of {@code owner}. */
    Value integers(Value value, Value owner) {
        if (!source.isConstant(value)) {
            return form(value, Optional.of(owner));
        }
        return converted.computeIfAbsent(new Form(value, Optional.of(owner)),
            form -> constant(numbers.asActivation(value, schemes.of(owner))));
    }

    /** A new constant. */
    Value constant(Tensor tensor) {
        Value value = new Value(nextId++, tensor.type());
        constants.put(value, tensor);
        return value;
    }

    private Value form(Value value, Optional<Value> owner) {
        Form made = primary.get(value);
        if (made.owner().equals(owner)) {
            return made.value();
        }
        Form wanted = new Form(value, owner);
        Value known = converted.get(wanted);
        if (known != null) {
            return known;
        }
        TensorType type = owner.map(scale -> integers(value, schemes.of(scale))).orElse(value.type());
        Value result = new Value(nextId++, type);
        add(result, new Requantize(made.value(), type, rounding));
        converted.put(wanted, result);
        return result;
    }

    /** For each value that the new graph has, the form in which it was made. */
    Map<Value, Value> results() {
        Map<Value, Value> results = new LinkedHashMap<>();
        primary.forEach((value, form) -> results.put(value, form.value()));
        return results;
    }

    Graph graph(List<Port> inputs, List<Port> outputs) {
        return new Graph(source.name(), inputs, constants, nodes, outputs);
    }
}
