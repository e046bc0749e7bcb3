package io.sextant.ir.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.graph.Port;
import io.sextant.ir.memory.MemoryPlan;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inverted residuals, whole and without their projection. */
class ExpansionTest {
    private static final String CHAIN = "convolution > batch_norm > binary(add) > unary";
    private static final Fusion FUSION = Fusion.parse("inverted_residual", "expand_depthwise", CHAIN);
    private static final String ALL = "convolution k1x1 4->12 @9x8 +relu6 +convolution +relu6 +convolution";
    private final GraphBuilder builder = new GraphBuilder("net");
    private final Value image = builder.input("image", TensorType.f32(1, 9, 8, 4));
    private long seed;

    private List<String> labels(Value output, Fusion fusion) {
        Graph graph = builder.output("y", output).build();
        List<PlacedKernel> kernels = Kernels.of(graph, fusion);
        KernelRun.assertComputes(graph, kernels, 1);
        kernels.forEach(placed -> assertEquals(placed.kernel(), Kernel.parse(placed.kernel().text())));
        assertEquals(graph.nodes().size(), kernels.stream().mapToInt(kernel -> kernel.nodes().size()).sum());
        return kernels.stream().map(placed -> placed.kernel().label()).toList();
    }

    private List<String> labels(Value output) {
        return labels(output, FUSION);
    }

    private Value weights(int... dims) {
        return builder.constant(Tensor.random(TensorType.f32(dims), ++seed, 1));
    }

    private Value add(Op op) {
        return builder.add(op);
    }

    private Value pointwise(Value x, int filters) {
        return pointwise(x, weights(1, 1, x.type().shape().last(), filters), 1);
    }

    private Value pointwise(Value x, Value filter, int stride) {
        return add(new Convolution(x, filter, Optional.empty(), List.of(stride, stride), List.of(0, 0), List.of(0, 0), List.of(1, 1), 1));
    }

    private Value depthwise(Value x, int k, int stride, int dilation) {
        int channels = x.type().shape().last();
        return add(new Convolution(x, weights(k, k, 1, channels), Optional.empty(), List.of(stride, stride), List.of(k / 2, k / 2),
            List.of(k / 2, k / 2), List.of(dilation, dilation), channels));
    }

    private Value relu6(Value x) {
        return add(new Unary(x, Unary.Kind.RELU6));
    }

    private Value filtered() {
        return relu6(depthwise(relu6(pointwise(image, 12)), 3, 1, 1));
    }

    private Value sum(Value left, Value right) {
        return add(new Binary(left, right, Binary.Kind.ADD));
    }

    private Value normalised(Value x) {
        int channels = x.type().shape().last();
        Value variance = builder.constant(Tensor.filled(TensorType.f32(channels), 2));
        return add(new BatchNorm(x, weights(channels), weights(channels), weights(channels), variance, 1e-3f));
    }

    @Test
    void isOneKernelWithOrWithoutItsSum() {
        Value first = pointwise(filtered(), 4);
        assertEquals(List.of(ALL + " +add"), labels(sum(first, image)));
    }

    @Test
    void takesTheSumInEitherOrderAndOfAnotherActivation() {
        Value other = builder.input("other", TensorType.f32(1, 9, 8, 3));
        Value block = sum(other, pointwise(filtered(), 3));
        List<PlacedKernel> kernels = Kernels.of(builder.output("y", block).build(), FUSION);
        assertEquals(List.of(image, other), kernels.get(0).inputs());
        assertEquals(1, kernels.size());
    }

    @Test
    void aConstantAddendIsNoResidual() {
        assertEquals(List.of(ALL, "add [1x9x8x4]"), labels(sum(pointwise(filtered(), 4), weights(1, 9, 8, 4))));
    }

    @Test
    void aConstantAddendIsNoResidualInTheOtherOrder() {
        assertEquals(List.of(ALL, "add [1x9x8x4]"), labels(sum(weights(1, 9, 8, 4), pointwise(filtered(), 4))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void strideAndDilationAreTheWindowsOwn(int stride) {
        Value filtered = relu6(depthwise(relu6(pointwise(image, 12)), 5, stride, 2));
        assertEquals(1, labels(pointwise(filtered, 3)).size());
    }

    @Test
    void isTheSameBeforeNormalisationsAndBiasesAreFolded() {
        Value expanded = add(new Clamp(sum(normalised(pointwise(image, 12)), weights(12)), 0, 4));
        Value filtered = relu6(normalised(depthwise(expanded, 3, 2, 1)));
        List<String> labels = labels(normalised(pointwise(filtered, 3)));
        assertEquals(List.of("convolution k1x1 4->12 @9x8 +batch_norm +add +clamp +convolution +batch_norm +relu6 +convolution +batch_norm"),
            labels);
    }

    @Test
    void withoutProjectionItIsTheBeginningAlone() {
        Value gated = add(new Binary(filtered(), builder.input("gate", TensorType.f32(1, 1, 1, 12)), Binary.Kind.MUL));
        assertEquals(List.of("convolution k1x1 4->12 @9x8 +relu6 +convolution +relu6", "mul [1x9x8x12]", "convolution k1x1 12->4 @9x8"),
            labels(pointwise(gated, 4)));
    }

    @Test
    void aFilteredTensorThatOthersUseIsNotHidden() {
        Value filtered = filtered();
        builder.output("filtered", filtered);
        assertEquals(2, labels(pointwise(filtered, 4)).size());
    }

    @Test
    void anExpandedTensorThatOthersUseIsNotHidden() {
        Value expanded = relu6(pointwise(image, 12));
        builder.output("expanded", expanded);
        assertEquals(3, labels(pointwise(relu6(depthwise(expanded, 3, 1, 1)), 4)).size());
    }

    @Test
    void anExpandedTensorWithTwoUsersIsNotHidden() {
        Value expanded = relu6(pointwise(image, 12));
        Value filtered = relu6(depthwise(expanded, 3, 1, 1));
        assertEquals(4, labels(sum(pointwise(filtered, 4), pointwise(expanded, 4))).size());
    }

    @Test
    void filtersHaveToBeConstant() {
        Value filter = builder.input("filter", TensorType.f32(1, 1, 4, 12));
        Value filtered = relu6(depthwise(relu6(pointwise(image, filter, 1)), 3, 1, 1));
        assertEquals(3, labels(pointwise(filtered, 4)).size());
    }

    @Test
    void aStridedExpansionIsNone() {
        Value expanded = relu6(pointwise(image, weights(1, 1, 4, 12), 2));
        assertEquals(3, labels(pointwise(relu6(depthwise(expanded, 3, 1, 1)), 4)).size());
    }

    @Test
    void severalFiltersForAChannelAreNone() {
        Value expanded = relu6(pointwise(image, 12));
        Value twice = add(new Convolution(expanded, weights(3, 3, 1, 24), Optional.empty(), List.of(1, 1), List.of(1, 1), List.of(1, 1),
            List.of(1, 1), 12));
        assertEquals(3, labels(pointwise(relu6(twice), 4)).size());
    }

    @Test
    void whatDoesNotWidenAndNarrowIsNone() {
        Value narrowed = relu6(pointwise(image, 4));
        assertEquals(3, labels(pointwise(relu6(depthwise(narrowed, 3, 1, 1)), 2)).size());
    }

    @Test
    void aProjectionToMoreChannelsLeavesTheBeginning() {
        assertEquals(List.of("convolution k1x1 4->12 @9x8 +relu6 +convolution +relu6", "convolution k1x1 12->20 @9x8"),
            labels(pointwise(filtered(), 20)));
    }

    @Test
    void theExpandedTensorHasToReachTheBound() {
        Value block = pointwise(filtered(), 4);
        int bytes = 9 * 8 * 12 * 4;
        assertEquals(3, labels(block, Fusion.parse("inverted_residual(spills " + (bytes + 1) + " B)", CHAIN)).size());
        Graph graph = builder.build();
        Fusion reached = Fusion.parse("inverted_residual(spills " + bytes + " B)", CHAIN);
        assertEquals(1, Kernels.of(graph, reached).size());
        assertTrue(MemoryPlan.of(graph, reached).arena().peakBytes() < bytes, "it takes no room in the arena");
        assertTrue(MemoryPlan.of(graph, Fusion.parse(CHAIN)).arena().peakBytes() >= 2 * bytes);
    }

    @Test
    void whatMayGoOnBehindAResult() {
        Value expanded = relu6(pointwise(image, 12));
        Value filtered = relu6(depthwise(expanded, 3, 1, 1));
        Value projected = pointwise(filtered, 4);
        Graph all = builder.output("y", projected).build();
        assertEquals(List.of(true, true, false), open(all, "inverted_residual", expanded, filtered, projected));
        assertEquals(List.of(true, false, false), open(all, "expand_depthwise(spills 1 KiB)", expanded, filtered, projected));
        assertEquals(List.of(false, false, false), open(all, "expand_depthwise(spills 1 MiB)", expanded, filtered, projected));
        assertEquals(List.of(false, false, false), open(all, "squeeze_excite", expanded, filtered, projected));
    }

    /** Whether a region may go on behind each value, if the graph ends with it. */
    private static List<Boolean> open(Graph graph, String region, Value... ends) {
        return Arrays.stream(ends).map(end -> new Graph("part", graph.inputs(), graph.constants(), graph.nodes(), List.of(new Port("y", end))))
            .map(part -> Kernels.open(part, Fusion.parse(region, CHAIN)).isPresent()).toList();
    }

    @Test
    void boundsAreReadAndWritten() {
        for (String text : List.of("inverted_residual(spills 1 MiB)", "expand_depthwise(spills 768 KiB)", "inverted_residual(spills 1001 B)",
            "expand_depthwise")) {
            assertEquals(text, Fusion.parse(text, CHAIN).toString().split("; ")[0]);
        }
        assertEquals(Fusion.parse("inverted_residual(spills 1 MiB)"), Fusion.parse(" inverted_residual(spills 1024 KiB) "));
        assertEquals(List.of(new RegionRule(Region.INVERTED_RESIDUAL, 1_500_000)),
            Fusion.parse("inverted_residual(spills 1500 kB)").regions());
    }

    @ParameterizedTest
    @ValueSource(strings = {"inverted_residual(spills 1)", "inverted_residual(spills 1 ms)", "inverted_residual(1 MiB)",
        "inverted_residual(spills 1 MiB", "squeeze_excite(spills 1 MiB)"})
    void boundsThatAreNoneAreRefused(String text) {
        String message = assertThrows(InvalidInput.class, () -> Fusion.parse(text)).getMessage();
        assertTrue(message.startsWith("region "), message);
    }
}
