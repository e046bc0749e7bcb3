package io.sextant.ir.generate;

import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.graph.Port;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Draws graphs. A graph grows operator by operator: which one, on which values and with which attributes is drawn, and kept if it is
 * well-typed and cheap. Each result is computed at once; what is not finite or is huge is used by no other operator, so that comparisons
 * further on mean something.
 */
public final class GraphGenerator {
    private static final int MAX_ELEMENTS = 2048;
    private static final long MAX_MACS = 50_000;
    private static final double HUGE = 1e3;
    private static final int MAX_ATTEMPTS = 2000;

    private final SplittableRandom random;
    private final GrowingGraph graph = new GrowingGraph();
    private final Draw draw;
    private final Proposals proposals;
    private boolean broken;

    private GraphGenerator(long seed) {
        random = new SplittableRandom(seed);
        draw = new Draw(random, graph);
        proposals = new Proposals(draw);
    }

    /**
     * A graph of {@code nodes} operators and its inputs, a function of the arguments alone.
     *
     * @param nodes how many operators; there are fewer only if an operator's evaluation fails, which is then the last one
     */
    public static Sample sample(long seed, int nodes) {
        return new GraphGenerator(seed).grow(seed, nodes);
    }

    /**
     * A graph of one {@code operator} computed on quantised integers, a function of the arguments alone.
     *
     * @param operator one of {@link io.sextant.ir.op.Quantized#OPERATORS}
     */
    public static Sample quantized(long seed, Class<? extends Op> operator) {
        SplittableRandom seeds = new SplittableRandom(seed);
        while (true) {
            Optional<Sample> sample = new GraphGenerator(seeds.nextLong()).single(seed, operator);
            if (sample.isPresent()) {
                return sample.get();
            }
        }
    }

    private Optional<Sample> single(long seed, Class<? extends Op> operator) {
        graph.addInput(new Schemes(draw).activations(inputType().shape()));
        if (draw.oneIn(2)) {
            graph.addInput(new Schemes(draw).activations(graph.inputTensors().get(0).type().shape()));
        }
        proposals.quantized(draw.pick(graph.usable(false)), operator).filter(GraphGenerator::isCheap).ifPresent(this::append);
        graph.forget();
        return graph.size() == 0 ? Optional.empty()
            : Optional.of(new Sample(seed, graph.build("generated " + operator.getSimpleName() + " " + seed, outputs()), graph.inputTensors()));
    }

    private Sample grow(long seed, int nodes) {
        int count = draw.between(1, 4);
        for (int i = 0; i < count; i++) {
            TensorType type = inputType();
            graph.addInput(draw.oneIn(6) ? new Schemes(draw).activations(type.shape()) : draw.elements().any(type));
        }
        for (int attempt = 0; graph.size() < nodes && attempt < MAX_ATTEMPTS && !broken; attempt++) {
            Optional<Op> op = proposals.next();
            if (op.isPresent() && isCheap(op.get())) {
                append(op.get());
            } else {
                proposals.became(Optional.empty());
            }
            graph.forget();
        }
        return new Sample(seed, graph.build("generated " + seed, outputs()), graph.inputTensors());
    }

    private TensorType inputType() {
        DType dtype = draw.oneIn(4) ? draw.pick(DType.values()) : DType.F32;
        List<Integer> dims = switch (draw.below(8)) {
            case 0, 1, 2 -> List.of(draw.between(1, 2), draw.between(1, 7), draw.between(1, 7), draw.between(1, 6));
            case 3, 4 -> List.of(draw.between(1, 2), draw.between(1, 12), draw.between(1, 8));
            case 5, 6 -> List.of(draw.between(1, 5), draw.between(1, 8));
            default -> draw.each(draw.pick(List.of(0, 1, 5)), axis -> draw.between(1, 4));
        };
        return new TensorType(dtype, new Shape(dims));
    }

    private static boolean isCheap(Op op) {
        return op.type().elements() <= MAX_ELEMENTS && op.operands().stream().allMatch(value -> value.type().elements() <= MAX_ELEMENTS)
            && macs(op) <= MAX_MACS;
    }

    private static long macs(Op op) {
        GraphBuilder single = new GraphBuilder("operator");
        Map<Value, Value> inputs = new HashMap<>();
        op.operands().stream().distinct().forEach(value -> inputs.put(value, single.input("input" + inputs.size(), value.type())));
        Value result = single.add(op.mapOperands(inputs::get));
        return GraphCost.of(single.output("output", result).build()).macs();
    }

    /** An operator that cannot be evaluated is kept as the last one, for a check to find. */
    private void append(Op op) {
        Tensor result;
        try {
            result = Interpreter.evaluate(op, graph::tensor);
        } catch (RuntimeException evaluationFailed) {
            graph.add(op, Tensor.zeros(op.type()), false);
            broken = true;
            return;
        }
        boolean tame = Numbers.magnitude(result) <= HUGE;
        boolean taken = tame || draw.oneIn(20);
        Optional<Value> value = taken ? Optional.of(graph.add(op, result, tame)) : Optional.empty();
        proposals.became(tame ? value : Optional.empty());
    }

    /** What no operator uses, seldom less one of them; seldom also an inner value, an input or a constant, or a value once more. */
    private List<Port> outputs() {
        List<Value> values = new ArrayList<>(graph.unused());
        if (values.size() > 1 && draw.oneIn(8)) {
            values.remove(draw.below(values.size()));
        }
        if (draw.oneIn(5) || values.isEmpty()) {
            values.add(draw.value());
        }
        List<Port> ports = new ArrayList<>();
        values.forEach(value -> ports.add(new Port("output" + ports.size(), value)));
        return ports;
    }
}
