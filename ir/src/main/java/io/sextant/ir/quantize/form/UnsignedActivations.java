package io.sextant.ir.quantize.form;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.graph.Node;
import io.sextant.ir.graph.Port;
import io.sextant.ir.op.Cast;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Requantize;
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
 * Activations of i8 as u8, with all integers and zero points 128 more, which stand for the same real numbers. The products of x86 processors
 * take unsigned activations and signed weights, and so do the kernels of runtimes that are fast there. Inputs and outputs keep their
 * types.
 */
final class UnsignedActivations {
    private static final int OFFSET = 128;

    private final GraphBuilder builder;
    private final Graph graph;
    private final Map<Value, Value> changed = new HashMap<>();
    private final Map<Value, Value> constants = new HashMap<>();
    private final Map<Value, Node> sources = new HashMap<>();

    private UnsignedActivations(Graph graph) {
        this.graph = graph;
        this.builder = new GraphBuilder(graph.name());
    }

    /** The graph, and for each of its results that is one of {@code graph}'s the node there that made it. */
    static Spelling of(Graph graph) {
        UnsignedActivations pass = new UnsignedActivations(graph);
        graph.inputs().forEach(pass::input);
        graph.constants().forEach((value, tensor) -> pass.constants.put(value, pass.builder.constant(tensor)));
        graph.nodes().forEach(pass::node);
        for (Port output : graph.outputs()) {
            pass.builder.output(output.name(), pass.output(output.value()));
        }
        return new Spelling(pass.builder.build(), pass.sources);
    }

    private static boolean isSigned(TensorType type) {
        return type.dtype() == DType.I8 && type.isQuantised() && type.scheme().isPerTensor();
    }

    private static TensorType unsigned(TensorType type) {
        Quantisation scheme = type.scheme();
        return new TensorType(DType.U8, type.shape()).quantised(Quantisation.perTensor(scheme.scale(), scheme.zeroPoint() + OFFSET));
    }

    private void input(Port input) {
        TensorType type = input.value().type();
        Value value = builder.input(input.name(), type);
        changed.put(input.value(), isSigned(type) ? builder.add(new Requantize(value, unsigned(type), Rounding.QDQ)) : value);
    }

    /** The value with the integers that it had: for outputs, and for casts, which take integers for what they are. */
    private Value output(Value value) {
        if (graph.isConstant(value)) {
            return constants.get(value);
        }
        Value made = changed.get(value);
        return made.type().equals(value.type()) ? made : builder.add(new Requantize(made, value.type(), Rounding.QDQ));
    }

    private void node(Node node) {
        Value result = builder.add(op(node.op()));
        sources.put(result, node);
        changed.put(node.result(), result);
    }

    private Op op(Op op) {
        if (op instanceof Quantized quantized) {
            return quantized(quantized);
        }
        if (op instanceof Requantize requantize) {
            TensorType to = requantize.to();
            return new Requantize(activation(requantize.input()), isSigned(to) ? unsigned(to) : to, requantize.rounding());
        }
        if (op instanceof Pad pad && isSigned(pad.input().type())) {
            return new Pad(activation(pad.input()), pad.before(), pad.after(), pad.value() + OFFSET);
        }
        return op.mapOperands(op instanceof Cast ? this::output : this::activation);
    }

    private Op quantized(Quantized op) {
        List<Value> inputs = new ArrayList<>();
        Map<Integer, Value> byId = new HashMap<>();
        for (Value input : op.inputs()) {
            boolean parameter = !inputs.isEmpty() && graph.isConstant(input) && takesParameters(op.real());
            Value taken = byId.computeIfAbsent(input.id(), id -> parameter ? constants.get(input) : activation(input));
            inputs.add(taken);
        }
        Op real = op.real().mapOperands(operand -> Quantized.standIn(byId.get(operand.id())));
        return isSigned(op.type()) ? new Quantized(real, inputs, DType.U8, unsigned(op.type()).scheme(), op.low() + OFFSET,
            op.high() + OFFSET, op.rounding()) : new Quantized(real, inputs, op.dtype(), op.result(), op.low(), op.high(), op.rounding());
    }

    /** Whether constants behind the first operand are weights, which stay signed. */
    private static boolean takesParameters(Op real) {
        return Quantized.isProduct(real) || real instanceof MatMul;
    }

    private Value activation(Value value) {
        if (!graph.isConstant(value)) {
            return changed.get(value);
        }
        return isSigned(value.type()) ? changed.computeIfAbsent(value, v -> builder.constant(unsigned(graph.constants().get(v))))
            : constants.get(value);
    }

    private static Tensor unsigned(Tensor tensor) {
        TensorType type = unsigned(tensor.type());
        return Tensor.derived(type, List.of(tensor), () -> {
            int[] integers = tensor.ints().clone();
            for (int i = 0; i < integers.length; i++) {
                integers[i] += OFFSET;
            }
            return Tensor.ofInts(type, integers);
        });
    }
}
