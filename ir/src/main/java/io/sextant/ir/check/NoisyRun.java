package io.sextant.ir.check;

import io.sextant.ir.generate.Numbers;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Elu;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Evaluates a graph with a little noise on the results of operators that round; on integers of quantised types a step, up in one run, down
 * in the next, then either or none.
 */
final class NoisyRun {
    /** Operators that only choose and move elements, so that every right computation has the same result. */
    private static final Set<String> EXACT = Set.of("reshape", "transpose", "slice", "concat", "pad", "gather", "broadcast", "select",
        "clamp");
    private static final Set<Unary.Kind> EXACT_KINDS = EnumSet.of(Unary.Kind.RELU, Unary.Kind.RELU6, Unary.Kind.ABS, Unary.Kind.NEG,
        Unary.Kind.SIGN, Unary.Kind.FLOOR, Unary.Kind.CEIL, Unary.Kind.ROUND, Unary.Kind.NOT);
    private static final Set<Unary.Kind> UNIT_SCALE = EnumSet.of(Unary.Kind.SIGMOID, Unary.Kind.TANH, Unary.Kind.ERF, Unary.Kind.SILU,
        Unary.Kind.GELU, Unary.Kind.SOFTPLUS);
    private static final Set<Binary.Kind> EXACT_ARITHMETIC = EnumSet.of(Binary.Kind.MIN, Binary.Kind.MAX);
    private static final Set<Reduce.Kind> EXACT_REDUCTIONS = EnumSet.of(Reduce.Kind.MIN, Reduce.Kind.MAX);
    /** Noise on an element relative to the tensor's largest, on top of that relative to its own. */
    private static final double SHARE_OF_LARGEST = 0.05;

    private final Graph graph;
    private final long seed;
    private final SplittableRandom random;

    NoisyRun(Graph graph, long seed) {
        this.graph = graph;
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    List<Tensor> outputs(List<Tensor> inputs) {
        Map<Value, Tensor> values = new HashMap<>(graph.constants());
        for (int i = 0; i < inputs.size(); i++) {
            values.put(graph.inputs().get(i).value(), inputs.get(i));
        }
        for (Node node : graph.nodes()) {
            Tensor result = Interpreter.evaluate(node.op(), values::get);
            values.put(node.result(), isExact(node.op()) ? result : noisy(result, isOfUnitScale(node.op())));
        }
        return graph.outputs().stream().map(output -> values.get(output.value())).toList();
    }

    private static boolean isExact(Op op) {
        if (op instanceof Unary unary) {
            return EXACT_KINDS.contains(unary.kind());
        }
        if (op instanceof Binary binary) {
            return EXACT_ARITHMETIC.contains(binary.kind());
        }
        if (op instanceof Reduce reduce) {
            return EXACT_REDUCTIONS.contains(reduce.kind());
        }
        return EXACT.contains(op.mnemonic()) || op instanceof Pool pool && pool.kind() == Pool.Kind.MAX;
    }

    /** Engines approximate these by what is right to roundings of 1, however small the result is. */
    private static boolean isOfUnitScale(Op op) {
        return op instanceof Elu || op instanceof Unary unary && UNIT_SCALE.contains(unary.kind());
    }

    /** Sixteen roundings' worth. Zeros stay: an operator that makes them as a rule means them. */
    private Tensor noisy(Tensor tensor, boolean unitScale) {
        DType dtype = tensor.type().dtype();
        if (tensor.type().isQuantised()) {
            return stepped(tensor);
        }
        if (!dtype.isFloating()) {
            return tensor;
        }
        double largest = Math.max(Numbers.magnitude(tensor), unitScale ? 1 : 0);
        float[] elements = tensor.floats().clone();
        for (int i = 0; i < elements.length; i++) {
            double reach = Math.abs(elements[i]) + (Double.isFinite(largest) ? SHARE_OF_LARGEST * largest : 0);
            elements[i] += elements[i] == 0 ? 0 : (float) (reach * 16 * unit(dtype) * (2 * random.nextDouble() - 1));
        }
        return Tensor.rounded(tensor.type(), elements);
    }

    /** What TFLite and ONNX Runtime make of the same real number may be next to each other. */
    private Tensor stepped(Tensor tensor) {
        DType dtype = tensor.type().dtype();
        int[] elements = tensor.ints().clone();
        for (int i = 0; i < elements.length; i++) {
            long moved = elements[i] + (seed == 0 ? 1L : seed == 1 ? -1L : random.nextInt(-1, 2));
            elements[i] = (int) Math.max(dtype.least(), Math.min(dtype.greatest(), moved));
        }
        return Tensor.ofInts(tensor.type(), elements);
    }

    /** The largest relative error of one rounding. */
    static double unit(DType dtype) {
        return switch (dtype) {
            case F32 -> 0x1p-24;
            case F16 -> 0x1p-11;
            case BF16 -> 0x1p-8;
            case I64, I32, I16, I8, I4, U8, BOOL -> 0;
        };
    }
}
