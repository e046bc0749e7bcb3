package io.sextant.ir.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Operators whose result depends on shapes alone, or on a few constants: it is a constant, since all shapes are fixed. */
final class ShapeValueImport {
    private ShapeValueImport() {
    }

    static void register(Map<String, NodeImport> handlers) {
        handlers.put("Shape", ShapeValueImport::shape);
        handlers.put("Size", ShapeValueImport::size);
        handlers.put("ConstantOfShape", ShapeValueImport::constantOfShape);
        handlers.put("Range", ShapeValueImport::range);
    }

    private static void bind(ImportNode node, GraphImport graph, Tensor tensor) {
        graph.constants().budget().take(tensor.type());
        graph.alias(node, new Symbol.Literal(node.output(), tensor, Layout.identity(tensor.type().rank())));
    }

    private static void shape(ImportNode node, GraphImport graph) {
        Shape shape = graph.symbol(node.input(0)).onnxShape();
        int from = bound(node.integer("start", 0), shape.rank());
        int to = bound(node.integer("end", shape.rank()), shape.rank());
        if (from >= to) {
            throw new InvalidInput("dimensions " + from + " up to " + to + " of " + shape + " are none, which is not supported");
        }
        long[] dims = shape.dims().subList(from, to).stream().mapToLong(dim -> dim).toArray();
        bind(node, graph, Tensor.ofLongs(new TensorType(DType.I64, Shape.of(dims.length)), dims));
    }

    private static int bound(int given, int rank) {
        return Math.max(0, Math.min(rank, given < 0 ? given + rank : given));
    }

    private static void size(ImportNode node, GraphImport graph) {
        long elements = graph.symbol(node.input(0)).type().elements();
        bind(node, graph, Tensor.ofLongs(new TensorType(DType.I64, Shape.of()), elements));
    }

    private static void constantOfShape(ImportNode node, GraphImport graph) {
        Shape shape = TensorReader.shape(graph.integers(node.input(0), "the shape"));
        Tensor value = node.tensor("value").map(ShapeValueImport::element).orElse(Tensor.zeros(TensorType.f32()));
        bind(node, graph, filled(value, value.type().withShape(shape), graph));
    }

    private static Tensor element(TensorProto proto) {
        Tensor tensor = TensorReader.read(proto);
        if (tensor.type().elements() != 1) {
            throw new InvalidInput("value is one element, got " + tensor.type());
        }
        return tensor;
    }

    private static Tensor filled(Tensor value, TensorType type, GraphImport graph) {
        if (type.dtype().isFloating()) {
            return Tensor.filled(type, value.floats()[0]);
        }
        graph.constants().budget().take(type);
        if (type.dtype() == DType.I64) {
            long[] elements = new long[type.elements()];
            Arrays.fill(elements, value.longs()[0]);
            return Tensor.ofLongs(type, elements);
        }
        int[] elements = new int[type.elements()];
        Arrays.fill(elements, value.ints()[0]);
        return Tensor.ofInts(type, elements);
    }

    private static void range(ImportNode node, GraphImport graph) {
        List<Tensor> given = List.of(graph.literal(node.input(0), "start", 1), graph.literal(node.input(1), "limit", 1),
            graph.literal(node.input(2), "delta", 1));
        DType dtype = given.get(0).type().dtype();
        if (given.stream().anyMatch(tensor -> tensor.type().dtype() != dtype)) {
            throw new InvalidInput("start, limit and delta are of one element type, got " + given);
        }
        double[] bounds = given.stream().mapToDouble(ShapeValueImport::number).toArray();
        double count = Math.ceil((bounds[1] - bounds[0]) / bounds[2]);
        if (!(count >= 1 && count <= Integer.MAX_VALUE)) {
            throw new InvalidInput("at least one element is expected, got " + bounds[0] + " up to " + bounds[1] + " by " + bounds[2]);
        }
        TensorType type = new TensorType(dtype, Shape.of((int) count));
        graph.constants().budget().take(type);
        bind(node, graph, counted(type, given.get(0), given.get(2)));
    }

    private static double number(Tensor tensor) {
        return switch (tensor.type().dtype()) {
            case F32 -> tensor.floats()[0];
            case I64 -> tensor.longs()[0];
            case I32 -> tensor.ints()[0];
            default -> throw new InvalidInput("start, limit and delta are f32, i32 or i64, got " + tensor.type());
        };
    }

    private static Tensor counted(TensorType type, Tensor start, Tensor delta) {
        int count = type.elements();
        if (type.dtype() == DType.F32) {
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = start.floats()[0] + i * delta.floats()[0];
            }
            return Tensor.of(type, values);
        }
        if (type.dtype() == DType.I32) {
            int[] values = new int[count];
            for (int i = 0; i < count; i++) {
                values[i] = start.ints()[0] + i * delta.ints()[0];
            }
            return Tensor.ofInts(type, values);
        }
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = start.longs()[0] + i * delta.longs()[0];
        }
        return Tensor.ofLongs(type, values);
    }
}
