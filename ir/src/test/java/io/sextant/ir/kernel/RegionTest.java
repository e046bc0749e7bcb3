package io.sextant.ir.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Compare;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Select;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegionTest {
    private static final Fusion FUSION = Fusion.parse("convolution > unary", "squeeze_excite", "attention");
    private final GraphBuilder builder = new GraphBuilder("net");
    private final Value image = builder.input("image", TensorType.f32(1, 5, 6, 8));
    private final Value tokens = builder.input("tokens", TensorType.f32(1, 5, 12));
    private long seed;

    private List<String> labels(Value output) {
        Graph graph = builder.output("y", output).build();
        List<PlacedKernel> kernels = Kernels.of(graph, FUSION);
        KernelRun.assertComputes(graph, kernels, 1);
        kernels.forEach(placed -> assertEquals(placed.kernel(), Kernel.parse(placed.kernel().text())));
        assertEquals(graph.nodes().size(), kernels.stream().mapToInt(kernel -> kernel.nodes().size()).sum());
        return kernels.stream().map(placed -> placed.kernel().label()).toList();
    }

    private Value weights(int... dims) {
        return builder.constant(Tensor.random(TensorType.f32(dims), ++seed, 1));
    }

    private Value add(Op op) {
        return builder.add(op);
    }

    private Value pointwise(Value x, int filters) {
        return add(new Convolution(x, weights(1, 1, x.type().shape().last(), filters), Optional.of(weights(filters)), List.of(1, 1),
            List.of(0, 0), List.of(0, 0), List.of(1, 1), 1));
    }

    private Value unary(Value x, Unary.Kind kind) {
        return add(new Unary(x, kind));
    }

    private Value gate(Value x) {
        Value squeezed = unary(pointwise(add(new GlobalPool(x, Pool.Kind.AVERAGE)), 2), Unary.Kind.RELU);
        return unary(pointwise(squeezed, 8), Unary.Kind.HARD_SIGMOID);
    }

    @Test
    void squeezeExciteIsOneKernel() {
        Value x = unary(pointwise(image, 8), Unary.Kind.RELU);
        Value y = add(new Binary(x, gate(x), Binary.Kind.MUL));
        assertEquals(List.of("convolution k1x1 8->8 @5x6 +relu",
            "global_average_pool 8 @5x6 +convolution +relu +convolution +hard_sigmoid +mul"), labels(y));
    }

    @Test
    void squeezeExciteByDenseLayersAndAMean() {
        Value mean = add(new Reduce(image, Reduce.Kind.MEAN, List.of(1, 2), false));
        Value squeezed = unary(add(new Dense(mean, weights(8, 2), Optional.empty())), Unary.Kind.SILU);
        Value gate = unary(add(new Dense(squeezed, weights(2, 8), Optional.of(weights(8)))), Unary.Kind.SIGMOID);
        Value y = add(new Binary(add(new Reshape(gate, List.of(1, 1, 1, 8))), image, Binary.Kind.MUL));
        List<String> labels = labels(y);
        assertEquals(1, labels.size(), labels.toString());
        assertTrue(labels.get(0).endsWith(" +dense +silu +dense +sigmoid +reshape +mul"), labels.toString());
    }

    @Test
    void squeezeExciteIsTheSameKernelInEitherOrder() {
        Value first = add(new Binary(image, gate(image), Binary.Kind.MUL));
        Value second = add(new Binary(gate(first), first, Binary.Kind.MUL));
        List<PlacedKernel> kernels = Kernels.of(builder.output("y", second).build(), FUSION);
        assertEquals(2, kernels.size());
        assertEquals(kernels.get(0).kernel(), kernels.get(1).kernel());
        assertEquals(List.of(first), kernels.get(1).inputs());
    }

    @Test
    void squeezeExciteDoesNotHideAValueThatOthersUse() {
        Value gate = gate(image);
        builder.output("gate", gate);
        assertEquals(4, labels(add(new Binary(image, gate, Binary.Kind.MUL))).size());
    }

    @Test
    void squeezeExciteOfAnotherValueIsNone() {
        Value other = unary(image, Unary.Kind.TANH);
        assertEquals(5, labels(add(new Binary(other, gate(image), Binary.Kind.MUL))).size());
    }

    @Test
    void squeezeExciteNeedsPointwiseLayersAndAnAverage() {
        Value pooled = add(new GlobalPool(image, Pool.Kind.MAX));
        Value gate = unary(pointwise(unary(pointwise(pooled, 2), Unary.Kind.RELU), 8), Unary.Kind.SIGMOID);
        assertEquals(4, labels(add(new Binary(image, gate, Binary.Kind.MUL))).size());
    }

    /** As many images as columns: a gate of two dimensions counts columns. */
    @Test
    void squeezeExciteOfColumnsIsNone() {
        Value images = builder.input("images", TensorType.f32(2, 3, 2, 8));
        Value mean = add(new Reduce(images, Reduce.Kind.MEAN, List.of(1, 2), false));
        Value squeezed = unary(add(new Dense(mean, weights(8, 2), Optional.empty())), Unary.Kind.RELU);
        Value gate = unary(add(new Dense(squeezed, weights(2, 8), Optional.empty())), Unary.Kind.SIGMOID);
        assertEquals(6, labels(add(new Binary(images, gate, Binary.Kind.MUL))).size());
    }

    @Test
    void squeezeExciteOfAllImagesTogetherIsNone() {
        Value images = builder.input("images", TensorType.f32(2, 3, 2, 8));
        Value mean = add(new Reshape(add(new GlobalPool(images, Pool.Kind.AVERAGE)), List.of(1, 16)));
        Value squeezed = unary(add(new Dense(mean, weights(16, 2), Optional.empty())), Unary.Kind.RELU);
        Value gate = unary(add(new Dense(squeezed, weights(2, 16), Optional.empty())), Unary.Kind.SIGMOID);
        assertEquals(8, labels(add(new Binary(images, add(new Reshape(gate, List.of(2, 1, 1, 8))), Binary.Kind.MUL))).size());
    }

    @Test
    void squeezeExciteNeedsConstantBiases() {
        Value mean = add(new GlobalPool(image, Pool.Kind.AVERAGE));
        Value bias = builder.input("bias", TensorType.f32(2));
        Value squeezed = unary(add(new Dense(mean, weights(8, 2), Optional.of(bias))), Unary.Kind.RELU);
        Value gate = unary(add(new Dense(squeezed, weights(2, 8), Optional.empty())), Unary.Kind.SIGMOID);
        assertEquals(6, labels(add(new Binary(image, gate, Binary.Kind.MUL))).size());
    }

    /** (1, 5, 12) to (1, 2, 5, 6), or (1, 2, 6, 5) for keys. */
    private Value heads(boolean keys) {
        Value projected = add(new Dense(tokens, weights(12, 12), Optional.empty()));
        Value split = add(new Reshape(projected, List.of(1, 5, 2, 6)));
        return add(new Transpose(split, keys ? List.of(0, 2, 3, 1) : List.of(0, 2, 1, 3)));
    }

    private Value scaled(Value x) {
        return add(new Binary(x, builder.constant(Tensor.filled(TensorType.f32(), 0.4f)), Binary.Kind.MUL));
    }

    private List<String> ofAttention(Value output) {
        List<String> labels = new ArrayList<>(labels(output));
        labels.removeIf(label -> label.startsWith("dense") || label.startsWith("reshape") || label.startsWith("less"));
        return labels.stream().map(label -> label.replaceAll(" \\[.*?\\]", "").replaceAll(" \\+", " ")).toList();
    }

    @Test
    void attentionIsOneKernelWithItsTransposes() {
        Value scores = scaled(add(new MatMul(heads(false), heads(true))));
        Value masked = add(new Binary(weights(1, 1, 5, 5), scores, Binary.Kind.ADD));
        Value mixed = add(new MatMul(add(new Softmax(masked, 3)), heads(false)));
        List<String> labels = ofAttention(add(new Transpose(mixed, List.of(0, 2, 1, 3))));
        assertEquals(1, labels.size(), labels.toString());
        assertTrue(labels.get(0).contains("mat_mul mul add softmax transpose mat_mul transpose"), labels.toString());
    }

    @Test
    void attentionWithScaledQueriesAndASelection() {
        Value scores = add(new MatMul(scaled(heads(false)), heads(true)));
        Value keep = add(new Compare(weights(5, 5), weights(5, 5), Compare.Kind.LESS));
        Value kept = add(new Select(keep, scores, builder.constant(Tensor.filled(TensorType.f32(), -1e9f))));
        List<String> labels = ofAttention(add(new MatMul(add(new Softmax(kept, 3)), heads(false))));
        assertEquals(1, labels.size(), labels.toString());
        assertTrue(labels.get(0).contains("mat_mul select softmax transpose mat_mul"), labels.toString());
    }

    @Test
    void attentionDoesNotScaleItsValues() {
        Value scores = add(new MatMul(heads(false), heads(true)));
        List<String> labels = ofAttention(add(new MatMul(add(new Softmax(scores, 3)), scaled(heads(false)))));
        assertEquals(3, labels.size(), labels.toString());
        assertTrue(labels.get(2).contains("mat_mul softmax mat_mul"), labels.toString());
    }

    @Test
    void attentionIsTheSameKernelInAnyOrderOfNodes() {
        Value q = heads(false);
        Value k = heads(true);
        Value v = heads(false);
        Value first = add(new MatMul(add(new Softmax(add(new MatMul(q, k)), 3)), v));
        Value lateV = heads(false);
        Value lateK = heads(true);
        Value lateQ = heads(false);
        Value second = add(new MatMul(add(new Softmax(add(new MatMul(lateQ, lateK)), 3)), lateV));
        List<PlacedKernel> kernels = Kernels.of(builder.output("a", first).output("b", second).build(), FUSION).stream()
            .filter(placed -> placed.nodes().size() > 2).toList();
        assertEquals(2, kernels.size());
        assertEquals(kernels.get(0).kernel(), kernels.get(1).kernel());
    }

    @Test
    void attentionDoesNotHideItsProbabilities() {
        Value probabilities = add(new Softmax(add(new MatMul(heads(false), heads(true))), 3));
        builder.output("probabilities", probabilities);
        List<String> labels = ofAttention(add(new MatMul(probabilities, heads(false))));
        assertEquals(6, labels.size(), labels.toString());
    }

    @Test
    void attentionOverAnotherAxisIsNone() {
        Value probabilities = add(new Softmax(add(new MatMul(heads(false), heads(true))), 2));
        assertEquals(6, ofAttention(add(new MatMul(probabilities, heads(false)))).size());
    }

    @Test
    void regionsAreReadAndWritten() {
        assertEquals("squeeze_excite; attention; convolution > unary", FUSION.toString());
        assertEquals(List.of(RegionRule.of(Region.SQUEEZE_EXCITE), RegionRule.of(Region.ATTENTION)), FUSION.regions());
    }
}
