package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Dequantize;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A graph in the making from an ONNX file: what each ONNX name stands for, and the operators so far. A transpose is emitted only
 * when somebody needs a value in another layout, once for each value and permutation.
 */
final class GraphImport {
    /** Lists of axes, extents or amounts of padding are shorter by far. */
    private static final int MOST_INTEGERS = 64;

    private final Constants constants;
    private final GraphBuilder builder;
    private final StoredTensors stored;
    private final Uses uses;
    private final Map<String, Symbol> symbols = new HashMap<>();
    private final Map<Moved, Value> moved = new HashMap<>();
    private final Map<List<Object>, Value> dequantized = new HashMap<>();
    private final Map<Value, Layout> natural = new HashMap<>();
    private final Set<Integer> claimed = new HashSet<>();
    private final Optional<GraphImport> outer;

    private record Moved(Value value, List<Integer> permutation) {
    }

    /** @param outer where names are looked up that this does not know */
    GraphImport(Constants constants, GraphBuilder builder, StoredTensors stored, Uses uses, Optional<GraphImport> outer) {
        this.constants = constants;
        this.builder = builder;
        this.stored = stored;
        this.uses = uses;
        this.outer = outer;
    }

    /** A graph of its own that knows the names of this one; what is read into it changes nothing here. */
    GraphImport apart() {
        GraphBuilder own = new GraphBuilder("constant");
        return new GraphImport(constants.apart(own), own, stored, uses, Optional.of(this));
    }

    Constants constants() {
        return constants;
    }

    /** The graph so far with {@code names} as its outputs, in the layouts that they are held in. */
    Graph built(List<String> names) {
        names.forEach(name -> builder.output(name, ((Symbol.Activation) symbol(name)).value()));
        return builder.build();
    }

    /** @throws InvalidInput if the name stands for nothing that is supported */
    Symbol symbol(String name) {
        Symbol symbol = symbols.get(name);
        if (symbol == null && outer.isPresent()) {
            return outer.get().symbol(name);
        }
        if (symbol == null) {
            Tensor tensor = stored.read(name).orElseThrow(() -> new InvalidInput(Quoted.text(name)
                + " is a further output of its node, which is not supported"));
            symbol = new Symbol.Literal(name, tensor, Layout.identity(tensor.type().rank()));
            symbols.put(name, symbol);
        }
        return symbol;
    }

    boolean isKnown(String name) {
        return symbols.containsKey(name) || stored.has(name) || outer.isPresent() && outer.get().isKnown(name);
    }

    boolean isLiteral(String name) {
        if (outer.isPresent() && !symbols.containsKey(name)) {
            return outer.get().isLiteral(name);
        }
        return !symbols.containsKey(name) ? stored.has(name) : symbols.get(name) instanceof Symbol.Literal;
    }

    /** Whether it is a constant, quantised or not. */
    boolean isFixed(String name) {
        return isLiteral(name) || symbol(name) instanceof Symbol.Quantized;
    }

    /** Whether it is a constant list without elements. */
    boolean isEmptyList(String name) {
        return stored.isEmptyList(name);
    }

    int rank(String name) {
        return symbol(name).layout().rank();
    }

    /** The layout that {@code name} is held in; the identity for a constant. */
    Layout layoutOf(String name) {
        return symbol(name) instanceof Symbol.Activation activation ? activation.layout() : Layout.identity(rank(name));
    }

    /** The IR value that ONNX holds as {@code name} in {@code layout}. */
    Value value(String name, Layout layout) {
        Symbol symbol = symbol(name);
        if (symbol.layout().rank() != layout.rank()) {
            throw new InvalidInput(Quoted.text(name) + " has " + layout.rank() + " dimensions, got " + symbol.onnxShape());
        }
        return value(symbol, layout);
    }

    /** The IR value that ONNX holds as {@code symbol} in {@code layout}, which is of its rank. */
    Value value(Symbol symbol, Layout layout) {
        List<Integer> permutation = symbol.layout().rebasedTo(layout);
        if (symbol instanceof Symbol.Literal literal) {
            return constants.value(literal, permutation);
        }
        if (symbol instanceof Symbol.Quantized quantized) {
            Value constant = constants.value(quantized.literal(), permutation);
            Value scale = quantized.scale().factor();
            int axis = scale.type().rank() == 0 ? 0 : permutation.indexOf(quantized.axis());
            return dequantized.computeIfAbsent(List.of(constant, scale, axis),
                key -> emit(new Dequantize(constant, scale, quantized.scale().zeroPoint(), axis)));
        }
        Value value = ((Symbol.Activation) symbol).value();
        return new Layout(permutation).isIdentity() ? value
            : moved.computeIfAbsent(new Moved(value, permutation), m -> transposed(value, permutation));
    }

    /** The IR value with the elements of {@code name} in ONNX's order. */
    Value value(String name) {
        return value(name, Layout.identity(rank(name)));
    }

    private Value transposed(Value value, List<Integer> permutation) {
        if (new Layout(permutation).keepsOrder(value.type().shape())) {
            return emit(new Reshape(value, permutation.stream().map(axis -> value.type().dim(axis)).toList()));
        }
        return emit(new Transpose(value, permutation));
    }

    /** The constant {@code name} as it is broadcast against a tensor held in {@code layout}, see {@link BroadcastConstant}. */
    Value broadcastConstant(String name, Layout layout) {
        Shape shape = symbol(name).onnxShape();
        if (layout.isIdentity() || shape.dims().stream().allMatch(dim -> dim == 1)) {
            return value(name);
        }
        if (shape.rank() == layout.rank()) {
            return value(name, layout);
        }
        return constants.broadcast((Symbol.Literal) symbol(name), layout);
    }

    Value constant(Tensor tensor) {
        return constants.value(tensor);
    }

    /** The constant {@code name} in ONNX order, of {@code most} elements at most; messages call it {@code what}. */
    Tensor literal(String name, String what, int most) {
        if (!(symbol(name) instanceof Symbol.Literal literal)) {
            throw new InvalidInput(what + " is computed by the network; only a constant is supported");
        }
        if (literal.type().elements() > most) {
            throw new InvalidInput(what + " has at most " + most + " elements, got " + literal.type());
        }
        return literal.onnx();
    }

    /** The elements of an integer constant of one dimension. */
    List<Long> integers(String name, String what) {
        if (stored.isEmptyList(name)) {
            return List.of();
        }
        Tensor tensor = literal(name, what, MOST_INTEGERS);
        boolean wide = tensor.type().dtype() == DType.I64;
        if (tensor.type().rank() > 1 || !wide && tensor.type().dtype() != DType.I32) {
            throw new InvalidInput(what + " is a list of integers, got " + tensor.type());
        }
        List<Long> values = new ArrayList<>();
        for (int i = 0; i < tensor.type().elements(); i++) {
            values.add(wide ? tensor.longs()[i] : tensor.ints()[i]);
        }
        return values;
    }

    /** The one element of a constant; a large integer, which an f32 does not hold, is refused. */
    float decimal(String name, String what) {
        Tensor tensor = literal(name, what, 1);
        float value = switch (tensor.type().dtype().storage()) {
            case FLOATS -> tensor.floats()[0];
            case LONGS -> tensor.longs()[0];
            case INTS -> tensor.ints()[0];
        };
        boolean exact = switch (tensor.type().dtype().storage()) {
            case FLOATS -> true;
            case LONGS -> (long) value == tensor.longs()[0] && value < 0x1p63f;
            case INTS -> (long) value == tensor.ints()[0];
        };
        if (!exact) {
            throw new InvalidInput(what + " is a number that f32 holds exactly, got one of " + tensor.type() + " that it does not");
        }
        return value;
    }

    Value emit(Op op) {
        return builder.add(op);
    }

    /** Emits the operator whose result, held in {@code layout}, is the first output of {@code node}. */
    void bind(ImportNode node, Op op, Layout layout) {
        define(node.output(), emit(op), layout);
    }

    void define(String name, Value value, Layout layout) {
        symbols.put(name, new Symbol.Activation(value, layout));
        natural.putIfAbsent(value, layout);
    }

    /** Lets the first output of {@code node} stand for {@code symbol}. */
    void alias(ImportNode node, Symbol symbol) {
        alias(node.output(), symbol);
    }

    void alias(String name, Symbol symbol) {
        symbols.put(name, symbol);
    }

    /** The node that alone uses {@code name}, if there is just one use and it is no output of the graph. */
    Optional<ImportNode> soleConsumer(String name) {
        return outer.isEmpty() ? uses.sole(name) : Optional.empty();
    }

    /** Whether anything uses {@code name}; further outputs of a node need not be computed else. */
    boolean isUsed(String name) {
        return uses.isUsed(name);
    }

    /** Takes {@code node} as part of what is being read; its own turn is skipped. */
    void claim(ImportNode node) {
        claimed.add(node.index());
    }

    boolean isClaimed(ImportNode node) {
        return claimed.contains(node.index());
    }

    /**
     * The value to give out for the graph output {@code name}, and the layout that ONNX holds it in. A layout that the value was born
     * with stays a layout; a transpose that came later is part of the network.
     */
    Symbol.Activation output(String name) {
        Symbol symbol = symbol(name);
        if (symbol instanceof Symbol.Activation activation
            && (activation.layout().isIdentity() || activation.layout().equals(natural.get(activation.value())))) {
            return activation;
        }
        return new Symbol.Activation(value(name), Layout.identity(symbol.layout().rank()));
    }
}
