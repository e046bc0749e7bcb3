package io.sextant.ir.onnx;

import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The constants of a graph in the making: each tensor of the file once for each layout that it is wanted in. */
final class Constants {
    private final GraphBuilder builder;
    private final ConstantBudget budget;
    private final Map<Key, Value> values = new HashMap<>();

    private record Key(String origin, List<Integer> permutation, boolean broadcast) {
    }

    Constants(GraphBuilder builder, ConstantBudget budget) {
        this.builder = builder;
        this.budget = budget;
    }

    /** For another graph on the same budget. */
    Constants apart(GraphBuilder other) {
        return new Constants(other, budget);
    }

    ConstantBudget budget() {
        return budget;
    }

    Value value(Tensor tensor) {
        budget.take(tensor.type());
        return builder.constant(tensor);
    }

    /** The literal's IR tensor with its dimensions in the order {@code permutation}. */
    Value value(Symbol.Literal literal, List<Integer> permutation) {
        return value(new Key(literal.origin(), permutation, false), literal,
            () -> TensorPermutation.transpose(literal.tensor(), permutation));
    }

    /** As {@link BroadcastConstant#toIr}. */
    Value broadcast(Symbol.Literal literal, Layout layout) {
        List<Integer> both = new ArrayList<>(literal.layout().axes());
        both.addAll(layout.axes());
        return value(new Key(literal.origin(), both, true), literal, () -> BroadcastConstant.toIr(literal.onnx(), layout));
    }

    private Value value(Key key, Symbol.Literal literal, Supplier<Tensor> tensor) {
        Value known = values.get(key);
        if (known == null) {
            budget.take(literal.type());
            known = builder.constant(tensor.get());
            values.put(key, known);
        }
        return known;
    }
}
