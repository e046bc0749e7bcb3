package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.LayerNorm;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Products and normalisation over the last dimension. */
final class ProductImport {
    private ProductImport() {
    }

    static void register(Map<String, NodeImport> handlers) {
        handlers.put("Gemm", ProductImport::gemm);
        handlers.put("MatMul", ProductImport::matMul);
        handlers.put("LayerNormalization", ProductImport::layerNorm);
    }

    private static void gemm(ImportNode node, GraphImport graph) {
        if (node.decimal("alpha", 1) != 1 || node.decimal("beta", 1) != 1) {
            throw new InvalidInput("alpha and beta are 1, got " + node.decimal("alpha", 1) + " and " + node.decimal("beta", 1));
        }
        Layout identity = Layout.identity(2);
        Layout flipped = new Layout(List.of(1, 0));
        Value input = graph.value(node.input(0), node.integer("transA", 0) == 0 ? identity : flipped);
        Value weights = graph.value(node.input(1), node.integer("transB", 0) == 0 ? identity : flipped);
        Optional<Value> bias = node.optional(2).map(name -> gemmBias(graph, name, weights.type().dim(1)));
        graph.bind(node, new Dense(input, weights, bias), identity);
    }

    /** C is broadcast to the result: (N) and (1, N) are a bias. */
    private static Value gemmBias(GraphImport graph, String name, int outputs) {
        TensorType type = graph.symbol(name).type();
        if (type.rank() == 1 && type.dim(0) == outputs) {
            return graph.value(name);
        }
        Shape shape = graph.symbol(name).onnxShape();
        if (!graph.isLiteral(name) || !shape.dims().equals(List.of(1, outputs))) {
            throw new InvalidInput("C is (" + outputs + ") or a constant (1, " + outputs + "), got " + shape);
        }
        return graph.constant(graph.literal(name, "C", outputs).reshaped(TensorType.f32(outputs)));
    }

    /** A matrix on the right of a tensor of more dimensions, or a constant one, makes a dense layer; an addition after it its bias. */
    private static void matMul(ImportNode node, GraphImport graph) {
        String left = node.input(0);
        String right = node.input(1);
        Layout layout = Layout.identity(graph.rank(left));
        boolean matrix = graph.rank(right) == 2 && layout.rank() >= 2;
        if (!matrix || layout.rank() == 2 && (node.isByItself() || !graph.isLiteral(right))) {
            graph.bind(node, new MatMul(graph.value(left), graph.value(right)), layout);
            return;
        }
        Value input = graph.value(left);
        Value weights = graph.value(right);
        Optional<Addition> addition = graph.soleConsumer(node.output()).filter(add -> !node.isByItself())
            .flatMap(add -> bias(node, add, graph, weights.type().dim(1)));
        if (addition.isEmpty()) {
            graph.bind(node, new Dense(input, weights, Optional.empty()), layout);
        } else {
            graph.claim(addition.get().node());
            graph.bind(addition.get().node(), new Dense(input, weights, Optional.of(graph.value(addition.get().bias()))), layout);
        }
    }

    private record Addition(ImportNode node, String bias) {
    }

    private static Optional<Addition> bias(ImportNode product, ImportNode add, GraphImport graph, int outputs) {
        if (!add.is("Add") || add.inputs().size() != 2) {
            return Optional.empty();
        }
        String other = add.inputs().get(add.inputs().get(0).equals(product.output()) ? 1 : 0);
        boolean fits = graph.isKnown(other) && graph.symbol(other).type().equals(TensorType.f32(outputs));
        return fits ? Optional.of(new Addition(add, other)) : Optional.empty();
    }

    private static void layerNorm(ImportNode node, GraphImport graph) {
        Value input = graph.value(node.input(0));
        int rank = input.type().rank();
        int axis = Axes.normalised(node.integer("axis", -1), rank, "axis");
        if (axis != rank - 1) {
            throw new InvalidInput("only the last axis is supported, got " + axis + " of " + rank);
        }
        node.ignore("stash_type");
        Value scale = graph.value(node.input(1));
        Value shift = node.optional(2).map(graph::value).orElseGet(() -> graph.constant(Tensor.filled(scale.type(), 0)));
        graph.bind(node, new LayerNorm(input, scale, shift, node.decimal("epsilon", 1e-5f)), Layout.identity(rank));
    }
}
