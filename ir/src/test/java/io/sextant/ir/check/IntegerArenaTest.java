package io.sextant.ir.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.memory.Effort;
import io.sextant.ir.memory.MemoryPlan;
import io.sextant.ir.memory.PatchPlan;
import io.sextant.ir.memory.Sharing;
import io.sextant.ir.memory.Storing;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.testing.QuantisedTwin;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Integers take the bits of their type, and share storage as the real operators would. */
class IntegerArenaTest {
    private static final Fusion FUSION = Fusion.parse("convolution > unary");

    private final GraphBuilder builder = new GraphBuilder("mobile");
    private long seed = 3;

    static Stream<Sharing> sharings() {
        return Stream.of(Sharing.NONE, Sharing.IN_PLACE, Sharing.DEPTHWISE, Sharing.ALL);
    }

    private Value convolution(Value x, int kernel, int channels, int stride, int groups) {
        int pad = kernel / 2;
        Value filter = builder.constant(Tensor.random(TensorType.f32(kernel, kernel, x.type().shape().last() / groups, channels), seed++, 1));
        Value bias = builder.constant(Tensor.random(TensorType.f32(channels), seed++, 1));
        return builder.add(new Convolution(x, filter, Optional.of(bias), List.of(stride, stride), List.of(pad, pad),
            List.of(stride == 1 ? pad : 0, stride == 1 ? pad : 0), List.of(1, 1), groups));
    }

    private Value inverted(Value x, int expansion, int channels, int stride) {
        int wide = expansion * x.type().shape().last();
        Value hidden = builder.add(new Unary(convolution(x, 1, wide, 1, 1), Unary.Kind.RELU6));
        Value deep = builder.add(new Unary(convolution(hidden, 3, wide, stride, wide), Unary.Kind.RELU6));
        Value out = convolution(deep, 1, channels, 1, 1);
        return stride == 1 && channels == x.type().shape().last() ? builder.add(new Binary(out, x, Binary.Kind.ADD)) : out;
    }

    /** In the manner of MobileNetV2; every activation of the float network has a multiple of 64 bytes. */
    private Graph network() {
        Value x = builder.add(new Unary(convolution(builder.input("image", TensorType.f32(1, 32, 32, 4)), 3, 16, 2, 1), Unary.Kind.RELU6));
        x = inverted(inverted(inverted(x, 3, 16, 1), 3, 16, 2), 3, 32, 2);
        Value pooled = builder.add(new GlobalPool(builder.add(new Unary(x, Unary.Kind.TANH)), Pool.Kind.AVERAGE));
        Value flat = builder.add(new Reshape(pooled, List.of(1, 32)));
        Value weights = builder.constant(Tensor.random(TensorType.f32(32, 16), seed, 1));
        return builder.output("classes", builder.add(new Dense(flat, weights, Optional.empty()))).build();
    }

    private static Tensor image(Graph graph) {
        TensorType type = graph.inputs().get(0).value().type();
        return Tensor.ofInts(type, new SplittableRandom(1).ints(type.elements(), -128, 128).toArray());
    }

    private static MemoryPlan plan(Graph graph, Sharing sharing) {
        return MemoryPlan.of(graph, FUSION, Storing.with(sharing), Effort.USUAL);
    }

    @ParameterizedTest
    @MethodSource("sharings")
    void anInt8NetworkTakesAQuarterAndComputesTheSame(Sharing sharing) {
        Graph network = network();
        Graph integers = QuantisedTwin.of(network);
        MemoryPlan plan = plan(integers, sharing);
        assertEquals(Optional.empty(), PoisonedArena.violation(plan, List.of(image(integers)), 1));
        MemoryPlan real = MemoryPlan.of(network, Fusion.NONE, Storing.with(sharing), Effort.USUAL);
        MemoryPlan unfused = MemoryPlan.of(integers, Fusion.NONE, Storing.with(sharing), Effort.USUAL);
        assertEquals(real.arena().peakBytes(), 4 * unfused.arena().peakBytes(), "f32 against i8, kernel by kernel");
        assertEquals(Optional.empty(), PoisonedArena.violation(unfused, List.of(image(integers)), 1));
    }

    @Test
    void depthwiseIntegersOverlapAsRealNumbersDo() {
        Graph integers = QuantisedTwin.of(network());
        long inPlace = plan(integers, Sharing.IN_PLACE).arena().peakBytes();
        assertTrue(plan(integers, Sharing.NONE).arena().peakBytes() >= inPlace);
        assertTrue(plan(integers, Sharing.DEPTHWISE).arena().peakBytes() < inPlace, "rows of a depthwise result lie over its operand");
    }

    @Test
    void patchesOfAnInt8NetworkComputeTheSame() {
        Graph integers = QuantisedTwin.of(network());
        PatchPlan patches = PatchPlan.best(integers, FUSION, Storing.with(Sharing.IN_PLACE), 2).orElseThrow();
        assertTrue(patches.arena().peakBytes() < plan(integers, Sharing.IN_PLACE).arena().peakBytes());
        Tensor image = image(integers);
        Tensor whole = Interpreter.values(integers, List.of(image)).get(patches.stage());
        int columns = patches.stage().type().dim(2);
        int channels = patches.stage().type().dim(3);
        for (PatchPlan.Patch patch : patches.patches()) {
            var taken = patch.tiles().get(patches.inputs().get(0));
            Tensor tile = Interpreter.run(patch.graph(), List.of(tile(image, taken.from(), taken.to()))).get(0);
            var made = patch.tiles().get(patches.stage());
            int[] expected = tile(whole, made.from(), made.to()).ints();
            assertArrayEquals(expected, tile.ints(), made + " of " + columns + " columns, " + channels + " channels");
        }
    }

    private static Tensor tile(Tensor tensor, List<Integer> from, List<Integer> to) {
        GraphBuilder cut = new GraphBuilder("cut");
        Value x = cut.input("x", tensor.type());
        Value y = cut.add(new Slice(x, List.of(0, from.get(0), from.get(1), 0), List.of(1, to.get(0), to.get(1),
            tensor.type().dim(3)), List.of(1, 1, 1, 1)));
        return Interpreter.run(cut.output("y", y).build(), List.of(tensor)).get(0);
    }

    /** Two i4 elements lie in a byte: 64 of f32 are 256 bytes, of i8 64, of i4 32. */
    @Test
    void fourBitsArePackedAndConvertedInPlace() {
        GraphBuilder graph = new GraphBuilder("bits");
        Value x = graph.input("x", TensorType.f32(1, 63));
        TensorType bytes = new TensorType(DType.I8, x.type().shape(), Optional.of(Quantisation.perTensor(0.02f, 5)));
        TensorType nibbles = new TensorType(DType.I4, x.type().shape(), Optional.of(Quantisation.perTensor(0.2f, -1)));
        Value narrow = graph.add(new Requantize(graph.add(new Requantize(x, nibbles, Rounding.QDQ)), bytes, Rounding.QDQ));
        Value again = graph.add(new Requantize(graph.add(new Requantize(narrow, nibbles, Rounding.TFLITE)), bytes, Rounding.TFLITE));
        Graph network = graph.output("y", graph.add(new Requantize(again, x.type(), Rounding.QDQ))).build();
        List<Tensor> inputs = List.of(Tensor.random(x.type(), 4, 1.5f));
        for (Sharing sharing : List.of(Sharing.NONE, Sharing.IN_PLACE)) {
            MemoryPlan plan = MemoryPlan.of(network, Fusion.NONE, new Storing(sharing, 1, kernel -> 0), Effort.USUAL);
            assertEquals(Optional.empty(), PoisonedArena.violation(plan, inputs, 1));
            assertEquals(sharing == Sharing.NONE ? 252 + 63 : 252, plan.arena().peakBytes());
        }
        MemoryPlan first = MemoryPlan.of(network, Fusion.NONE, new Storing(Sharing.NONE, 1, kernel -> 0), Effort.USUAL);
        assertEquals(32, first.arena().spans().stream().filter(span -> span.name().contains("i4")).findFirst().orElseThrow().bytes());
    }
}
