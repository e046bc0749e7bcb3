package io.sextant.ir.testing;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.graph.Node;
import io.sextant.ir.graph.Port;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.TensorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** The same network on int8 from input to output, with scales that mean nothing and random weights: for what does not depend on them. */
public final class QuantisedTwin {
    private static final float SCALE = 0.05f;
    private static final float WEIGHT_SCALE = 0.02f;
    private static final int ZERO = 3;

    private final Graph graph;
    private final GraphBuilder builder;
    private final Map<Value, Value> twins = new HashMap<>();
    private final SplittableRandom random = new SplittableRandom(9);

    private QuantisedTwin(Graph graph) {
        this.graph = graph;
        this.builder = new GraphBuilder(graph.name() + "_int8");
    }

    /** @param graph of f32 whose operators can all be computed on integers, or move elements */
    public static Graph of(Graph graph) {
        return new QuantisedTwin(graph).twin();
    }

    private Graph twin() {
        graph.inputs().forEach(input -> twins.put(input.value(), builder.input(input.name(), int8(input.value().type()))));
        for (Node node : graph.nodes()) {
            List<Value> operands = node.op().operands();
            List<Value> inputs = operands.stream().map(operand -> operand(node.op(), operand)).toList();
            Map<Integer, Value> byId = new HashMap<>();
            for (int i = 0; i < operands.size(); i++) {
                byId.put(operands.get(i).id(), inputs.get(i));
            }
            Op op = Quantized.OPERATORS.contains(node.op().getClass())
                ? Quantized.of(node.op().mapOperands(value -> Quantized.standIn(byId.get(value.id()))), inputs, DType.I8,
                    Quantisation.perTensor(SCALE, ZERO), Rounding.TFLITE)
                : node.op().mapOperands(value -> byId.get(value.id()));
            twins.put(node.result(), builder.add(op));
        }
        for (Port output : graph.outputs()) {
            builder.output(output.name(), twins.get(output.value()));
        }
        return builder.build();
    }

    private Value operand(Op op, Value operand) {
        if (!graph.isConstant(operand)) {
            return twins.get(operand);
        }
        boolean isBias = Quantized.isProduct(op) && op.operands().indexOf(operand) == 2;
        TensorType type = isBias ? new TensorType(DType.I32, operand.type().shape(),
            Optional.of(Quantisation.perTensor(SCALE * WEIGHT_SCALE, 0))) : new TensorType(DType.I8, operand.type().shape(),
            Optional.of(Quantisation.perTensor(WEIGHT_SCALE, 0)));
        return twins.computeIfAbsent(operand, value -> builder.constant(Tensor.ofInts(type,
            random.ints(type.elements(), -100, 100).toArray())));
    }

    private static TensorType int8(TensorType type) {
        return new TensorType(DType.I8, type.shape(), Optional.of(Quantisation.perTensor(SCALE, ZERO)));
    }
}
