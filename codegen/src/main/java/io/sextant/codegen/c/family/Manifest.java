package io.sextant.codegen.c.family;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.ArgReduce;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.CumulativeSum;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Gather;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Gru;
import io.sextant.ir.op.LayerNorm;
import io.sextant.ir.op.Lstm;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Resize;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The kernels of this backend: a line declares one, and the first line that takes a kernel makes it. The random tests draw kernels of each
 * line, benchmarks time each on the shapes that stand in it, which are of real networks.
 */
public enum Manifest {
    ATTENTION(kernel -> AttentionForm.does(kernel) && AttentionFamily.hasTypes(kernel), AttentionFamily::new,
        () -> List.of(TypicalShapes.attention(3, 197, 64))),
    SQUEEZE_EXCITE(SqueezeExciteFamily::does, SqueezeExciteFamily::new,
        () -> List.of(TypicalShapes.squeezeExcite(56, 96, 4), TypicalShapes.squeezeExcite(14, 480, 20), TypicalShapes.squeezeExcite(7, 1152, 48))),
    EXPANSION(ExpansionFamily::does, ExpansionFamily::new,
        () -> List.of(TypicalShapes.invertedResidual(112, 16, 96, 24), TypicalShapes.invertedResidual(56, 24, 144, 32))),
    POINTWISE(begin(Convolution.class).and(Manifest::isPointwise), ProductFamily::new,
        () -> List.of(TypicalShapes.convolution(1, 1, 56, 24, 144), TypicalShapes.convolution(1, 1, 14, 480, 80))),
    DEPTHWISE(begin(Convolution.class).and(Manifest::isDepthwise), DepthwiseFamily::new,
        () -> List.of(TypicalShapes.depthwise(3, 1, 56, 144), TypicalShapes.depthwise(5, 2, 28, 120))),
    CONVOLUTION(begin(Convolution.class).and(constantFrom(1)), ConvolutionFamily::new,
        () -> List.of(TypicalShapes.convolution(3, 2, 224, 3, 32), TypicalShapes.convolution(3, 1, 28, 128, 128))),
    DYNAMIC_CONVOLUTION(anyOf(Convolution.class).and(Manifest::isFloat), DynamicConvolutionFamily::new,
        () -> List.of(TypicalShapes.correlation(6, 22, 256))),
    DENSE(begin(Dense.class).and(constantFrom(1)), ProductFamily::new,
        () -> List.of(TypicalShapes.dense(1, 1280, 1000), TypicalShapes.dense(197, 192, 768))),
    PRODUCT(anyOf(MatMul.class, Dense.class).and(Manifest::isFloat), ProductFamily::new,
        () -> List.of(TypicalShapes.product(3, 197, 64, 197))),
    POOL(begin(Pool.class).or(begin(GlobalPool.class)), PoolingFamily::new,
        () -> List.of(TypicalShapes.pool(3, 2, 112, 64), TypicalShapes.globalPool(7, 1280))),
    SOFTMAX(begin(Softmax.class), NormalisationFamily::new,
        () -> List.of(TypicalShapes.softmax(591, 197), TypicalShapes.softmaxOfChannels(81, 900))),
    LAYER_NORM(anyOf(LayerNorm.class).and(Manifest::isFloat), NormalisationFamily::new, () -> List.of(TypicalShapes.layerNorm(197, 192))),
    BATCH_NORM(anyOf(BatchNorm.class).and(Manifest::isFloat), NormalisationFamily::new, () -> List.of(TypicalShapes.batchNorm(28, 512))),
    RECURRENCE(anyOf(Lstm.class, Gru.class).and(Manifest::isFloat), RecurrenceFamily::new,
        () -> List.of(TypicalShapes.lstm(49, 40, 64), TypicalShapes.gru(49, 40, 64))),
    RESIZE(begin(Resize.class), ResizeFamily::new, () -> List.of(TypicalShapes.resize(28, 56, 64))),
    REDUCE(anyOf(Reduce.class), ReductionFamily::new, () -> List.of(TypicalShapes.mean(14, 112), TypicalShapes.meanOfChannels(197, 192))),
    AXIS(anyOf(ArgReduce.class, CumulativeSum.class), AxisFamily::new, () -> List.of(TypicalShapes.positions(128, 21))),
    ELEMENTWISE(anyOf(ElementwiseFamily.OPERATORS).and(Manifest::isFloat), ElementwiseFamily::new,
        () -> List.of(TypicalShapes.scaled(14, 480))),
    SCALAR(ScalarFamily::does, ScalarFamily::new, () -> List.of(TypicalShapes.masked(12, 128))),
    MOVEMENT(anyOf(MovementFamily.OPERATORS), MovementFamily::new,
        () -> List.of(TypicalShapes.transposed(197, 3, 64), TypicalShapes.shuffled(28, 116))),
    GATHER(anyOf(Gather.class), GatherFamily::new, () -> List.of(TypicalShapes.embedded(128, 30_522, 128)));

    private final Predicate<PlacedKernel> taken;
    private final Function<Lowered, Family> family;
    private final Supplier<List<Graph>> typical;

    Manifest(Predicate<PlacedKernel> taken, Function<Lowered, Family> family, Supplier<List<Graph>> typical) {
        this.taken = taken;
        this.family = family;
        this.typical = typical;
    }

    /** The line that makes {@code kernel}; empty if none does. */
    public static Optional<Manifest> of(PlacedKernel kernel) {
        return types(kernel).allMatch(ElementType::isKnown) ? Arrays.stream(values()).filter(line -> line.taken.test(kernel)).findFirst()
            : Optional.empty();
    }

    Family family(Lowered lowered) {
        return family.apply(lowered);
    }

    /** Kernels of this line as they are in real networks, each a graph with random weights. */
    public List<Graph> typical() {
        return typical.get();
    }

    /** {@code pointwise}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Op first(PlacedKernel kernel) {
        return kernel.nodes().get(0).op();
    }

    /** Kernels of f32 that begin with this operator on an activation. */
    private static Predicate<PlacedKernel> begin(Class<? extends Op> operator) {
        return anyOf(operator).and(Manifest::isFloat).and(kernel -> kernel.inputs().contains(first(kernel).operands().get(0)));
    }

    /** Kernels that begin with this operator, on whatever elements. */
    private static Predicate<PlacedKernel> anyOf(Class<? extends Op> operator) {
        return anyOf(Set.of(operator));
    }

    private static Predicate<PlacedKernel> anyOf(Class<? extends Op> one, Class<? extends Op> other) {
        return anyOf(Set.of(one, other));
    }

    private static Predicate<PlacedKernel> anyOf(Set<Class<? extends Op>> operators) {
        return kernel -> operators.contains(first(kernel).getClass());
    }

    /** Whether the operands of the first operator from that one on are packed ahead of time. */
    private static Predicate<PlacedKernel> constantFrom(int operand) {
        return kernel -> first(kernel).operands().stream().skip(operand).noneMatch(kernel.inputs()::contains);
    }

    private static boolean isPointwise(PlacedKernel kernel) {
        return constantFrom(1).test(kernel) && ProductFamily.isPointwise((Convolution) first(kernel));
    }

    private static boolean isDepthwise(PlacedKernel kernel) {
        return constantFrom(1).test(kernel) && DepthwiseFamily.does((Convolution) first(kernel));
    }

    private static boolean isFloat(PlacedKernel kernel) {
        return types(kernel).allMatch(type -> type.dtype() == DType.F32);
    }

    private static Stream<TensorType> types(PlacedKernel kernel) {
        return kernel.nodes().stream()
            .flatMap(node -> Stream.concat(node.op().operands().stream().map(Value::type), Stream.of(node.result().type())));
    }

    /** A row for each line: its name, and the kernels that it is timed on. */
    public static String table() {
        return Arrays.stream(values()).map(line -> String.format(Locale.ROOT, "%-16s %s", line.text(), line.typical().stream()
            .map(Graph::name).collect(Collectors.joining(", ")))).collect(Collectors.joining("\n"));
    }
}
