package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Matrix products. */
final class ProductImport {
    private ProductImport() {
    }

    static void register(Map<String, NodeImport> handlers) {
        handlers.put("Gemm", ProductImport::gemm);
        handlers.put("MatMul", ProductImport::matMul);
    }

    private static void gemm(ImportNode node, GraphImport graph) {
        float alpha = node.decimal("alpha", 1);
        float beta = node.decimal("beta", 1);
        Layout identity = Layout.identity(2);
        Layout flipped = new Layout(List.of(1, 0));
        Value input = graph.value(node.input(0), node.integer("transA", 0) == 0 ? identity : flipped);
        Value weights = graph.value(node.input(1), node.integer("transB", 0) == 0 ? identity : flipped);
        Optional<String> c = node.optional(2);
        Optional<Value> bias = alpha == 1 && beta == 1 ? c.flatMap(name -> gemmBias(graph, name, weights.type().dim(1)))
            : Optional.empty();
        Formula formula = new Formula(graph);
        Value product = formula.mul(graph.emit(new Dense(input, weights, bias)), alpha);
        if (c.isPresent() && bias.isEmpty() && beta != 0) {
            TensorType type = product.type();
            product = formula.add(product, formula.mul(graph.value(c.get()), beta));
            if (!product.type().equals(type)) {
                throw new InvalidInput("C is broadcast to the product " + type + ", got " + graph.symbol(c.get()).onnxShape());
            }
        }
        graph.define(node.output(), product, identity);
    }

    /** C where it is a bias: (N), or a constant (1, N). */
    private static Optional<Value> gemmBias(GraphImport graph, String name, int outputs) {
        Shape shape = graph.symbol(name).onnxShape();
        if (shape.dims().equals(List.of(outputs))) {
            return Optional.of(graph.value(name));
        }
        if (!graph.isLiteral(name) || !shape.dims().equals(List.of(1, outputs))) {
            return Optional.empty();
        }
        return Optional.of(graph.constant(graph.literal(name, "C", outputs).reshaped(TensorType.f32(outputs))));
    }

    /** A matrix on the right of a tensor of more dimensions, or a constant one, makes a dense layer; an addition after it its bias. */
    private static void matMul(ImportNode node, GraphImport graph) {
        String left = node.input(0);
        String right = node.input(1);
        Layout layout = Layout.identity(graph.rank(left));
        boolean matrix = graph.rank(right) == 2 && layout.rank() >= 2;
        if (!matrix || layout.rank() == 2 && (node.isByItself() || !graph.isFixed(right))) {
            Value product = product(graph, graph.value(left), graph.value(right));
            graph.define(node.output(), product, Layout.identity(product.type().rank()));
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

    /** NumPy's product: a vector on the left is a row, one on the right a column, and its dimension is not in the result. */
    static Value product(GraphImport graph, Value left, Value right) {
        Formula formula = new Formula(graph);
        boolean row = left.type().rank() == 1;
        boolean column = right.type().rank() == 1;
        Value a = row ? formula.reshaped(left, List.of(1, left.type().dim(0))) : left;
        Value b = column ? formula.reshaped(right, List.of(right.type().dim(0), 1)) : right;
        Value product = graph.emit(new MatMul(a, b));
        List<Integer> dims = new ArrayList<>(product.type().shape().dims());
        if (column) {
            dims.remove(dims.size() - 1);
        }
        if (row) {
            dims.remove(dims.size() - (column ? 1 : 2));
        }
        return formula.reshaped(product, dims);
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
}
