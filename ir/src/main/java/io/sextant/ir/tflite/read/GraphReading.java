package io.sextant.ir.tflite.read;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tensor.TensorBytes;
import io.sextant.ir.type.TensorType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A graph in the making: what each tensor of the file stands for, and the operators so far. */
final class GraphReading {
    private final TensorTable tensors;
    private final GraphBuilder builder;
    private final ReadBudget budget;
    private final Optional<GraphReading> outer;
    private final Map<Integer, Value> values = new LinkedHashMap<>();
    private final Map<Integer, Tensor> literals = new HashMap<>();
    private final Map<Constant, Value> constants = new HashMap<>();

    /** A constant in one of the forms in which operators want it; a form is equal to another of the same meaning, and cheap to compare. */
    private record Constant(int tensor, Object form) {
    }

    /** @param outer where constants are looked up that this does not know */
    GraphReading(TensorTable tensors, GraphBuilder builder, ReadBudget budget, Optional<GraphReading> outer) {
        this.tensors = tensors;
        this.builder = builder;
        this.budget = budget;
        this.outer = outer;
    }

    /** A graph of its own that knows the constants of this one; what is read into it changes nothing here. */
    GraphReading apart() {
        return new GraphReading(tensors, new GraphBuilder("constant"), budget, Optional.of(this));
    }

    ReadBudget budget() {
        return budget;
    }

    Map<Integer, Value> values() {
        return values;
    }

    /** The graph so far, with all that operators made as its outputs, in the order in which they were made. */
    Graph built() {
        values.forEach((tensor, value) -> builder.output("tensor_" + tensor, value));
        return builder.build();
    }

    FileTensor tensor(int index) {
        return tensors.get(index);
    }

    boolean isLiteral(int tensor) {
        return !values.containsKey(tensor) && (literals.containsKey(tensor) || outer.map(graph -> graph.isLiteral(tensor))
            .orElseGet(() -> tensors.get(tensor).data().isPresent()));
    }

    /** @throws InvalidInput if the tensor is no constant */
    Tensor literal(int tensor) {
        if (!isLiteral(tensor)) {
            throw new InvalidInput("tensor " + tensor + " " + tensors.get(tensor) + " is to be a constant");
        }
        Tensor known = literals.get(tensor);
        if (known == null) {
            known = outer.isPresent() ? outer.get().literal(tensor) : stored(tensors.get(tensor));
            literals.put(tensor, known);
        }
        return known;
    }

    private Tensor stored(FileTensor tensor) {
        budget.take(tensor.type());
        return TensorBytes.tensor(tensor.type(), tensor.data().orElseThrow());
    }

    /** The value of a tensor; a constant is taken into the graph. */
    Value value(int tensor) {
        Value known = values.get(tensor);
        if (known != null) {
            return known;
        }
        if (!isLiteral(tensor)) {
            throw new InvalidInput("tensor " + tensor + " " + tensors.get(tensor) + " is used before an operator makes it");
        }
        return constant(tensor, "", () -> literal(tensor));
    }

    /** A constant that is made of {@code tensor}, once for each {@code form}. */
    Value constant(int tensor, Object form, Supplier<Tensor> made) {
        Constant key = new Constant(tensor, form);
        Value known = constants.get(key);
        if (known == null) {
            known = constant(made.get());
            constants.put(key, known);
        }
        return known;
    }

    Value constant(Tensor tensor) {
        budget.take(tensor.type());
        return builder.constant(tensor);
    }

    Value emit(Op op) {
        return builder.add(op);
    }

    /** What an operator makes, or an input. */
    void bind(int tensor, Value value) {
        requireNew(tensor);
        TensorType declared = tensors.get(tensor).type();
        requireDeclared(tensor, value.type().equals(declared.withShape(value.type().shape())), value.type());
        values.put(tensor, value);
    }

    void bind(int tensor, Tensor literal) {
        requireNew(tensor);
        requireDeclared(tensor, literal.type().dtype() == tensors.get(tensor).type().dtype(), literal.type());
        literals.put(tensor, literal);
    }

    private void requireNew(int tensor) {
        if (values.containsKey(tensor) || isLiteral(tensor)) {
            throw new InvalidInput("tensor " + tensor + " " + tensors.get(tensor) + " is there already");
        }
    }

    private void requireDeclared(int tensor, boolean elementsAgree, TensorType computed) {
        FileTensor declared = tensors.get(tensor);
        if (!elementsAgree || !declared.isShapeOpen() && !computed.shape().equals(declared.type().shape())) {
            throw new InvalidInput("tensor " + tensor + " " + declared + " comes out as " + computed + ", the file says "
                + declared.type());
        }
    }
}
