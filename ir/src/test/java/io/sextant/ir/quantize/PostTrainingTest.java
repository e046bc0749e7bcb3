package io.sextant.ir.quantize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.graph.Node;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.LayerNorm;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.QuantizedRules;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PostTrainingTest {
    private final GraphBuilder builder = new GraphBuilder("net");
    private final Value x = builder.input("x", TensorType.f32(1, 5, 5, 4));

    private Value constant(float bound, int... dims) {
        return builder.constant(Tensor.random(TensorType.f32(dims), 7, bound));
    }

    private Value convolution(Value input) {
        return builder.add(new Convolution(input, constant(0.5f, 1, 1, 4, 4), Optional.of(constant(0.5f, 4)), List.of(1, 1), List.of(0, 0),
            List.of(0, 0), List.of(1, 1), 1));
    }

    private Value unary(Value input, Unary.Kind kind) {
        return builder.add(new Unary(input, kind));
    }

    private Value sum(Value left, Value right) {
        return builder.add(new Binary(left, right, Binary.Kind.ADD));
    }

    private Quantised quantise(Plan plan, Value output) {
        Graph graph = builder.output("y", output).build();
        return PostTraining.quantise(graph, SmallNetworks.ranges(graph, RangeMethod.MIN_MAX, 3), plan);
    }

    private static List<String> mnemonics(Quantised quantised) {
        return quantised.graph().nodes().stream().map(Node::op)
            .map(op -> op instanceof Quantized wrapped ? "q " + wrapped.real().mnemonic() : op.mnemonic()).toList();
    }

    private static Op maker(Quantised quantised, Value value) {
        Value made = quantised.results().get(value);
        return quantised.graph().nodes().stream().filter(node -> node.result().equals(made)).findFirst().orElseThrow().op();
    }

    private static Quantisation scheme(Quantised quantised, Value value) {
        return quantised.results().get(value).type().scheme();
    }

    @Test
    void anActivationBecomesTheBoundsOfTheLayerBeforeIt() {
        Value cut = unary(convolution(x), Unary.Kind.RELU);
        Quantised quantised = quantise(Plan.of(Rounding.TFLITE), cut);
        assertEquals(List.of("requantize", "q convolution", "requantize"), mnemonics(quantised));
        assertEquals(List.of(cut), quantised.layers());
        assertEquals(-128, scheme(quantised, cut).zeroPoint(), "nothing is below 0");
        assertEquals(-128, ((Quantized) maker(quantised, cut)).low());
        Interpreter.run(quantised.graph(), List.of(Tensor.random(x.type(), 1, 1)));
    }

    @Test
    void boundsAreIntegersOfTheRangeThatTheLayerHas() {
        Value sum = sum(unary(convolution(x), Unary.Kind.RELU6), x);
        Value joined = builder.add(new Concat(List.of(unary(convolution(sum), Unary.Kind.RELU), sum), 3));
        Quantised quantised = quantise(Plan.of(Rounding.TFLITE), joined);
        Quantized convolution = (Quantized) quantised.graph().nodes().stream().map(Node::op)
            .filter(op -> op instanceof Quantized wrapped && wrapped.real() instanceof Convolution)
            .filter(op -> ((Quantized) op).result().equals(scheme(quantised, joined))).findFirst().orElseThrow();
        assertEquals(scheme(quantised, joined).zeroPoint(), convolution.low(), "the scale is that of the join");
        assertTrue(convolution.low() > -128);
    }

    @Test
    void whatIsJoinedHasTheScaleOfTheResultOrIsBroughtToIt() {
        Value one = convolution(x);
        Value shared = convolution(one);
        Value other = unary(shared, Unary.Kind.HARD_SWISH);
        Value moved = builder.add(new Transpose(convolution(other), List.of(0, 2, 1, 3)));
        Value joined = builder.add(new Concat(List.of(moved, other, shared), 3));
        Quantised quantised = quantise(Plan.of(Rounding.QDQ), joined);
        assertEquals(scheme(quantised, joined), scheme(quantised, moved), "through what moves elements");
        assertFalse(scheme(quantised, joined).equals(scheme(quantised, other)), "has another user");
        assertEquals(List.of("requantize", "q convolution", "q convolution", "q unary", "q convolution", "transpose", "requantize",
            "requantize", "concat", "requantize"), mnemonics(quantised));
    }

    @Test
    void tfliteDemandsTheScalesOfSharesAndItsRulesHold() {
        Value shares = builder.add(new Softmax(unary(unary(x, Unary.Kind.SIGMOID), Unary.Kind.TANH), 3));
        Quantised quantised = quantise(Plan.of(Rounding.TFLITE), shares);
        assertEquals(Quantisation.perTensor(1f / 256, -128), scheme(quantised, shares));
        quantised.graph().nodes().stream().map(Node::op).filter(Quantized.class::isInstance)
            .forEach(op -> assertEquals(Optional.empty(), QuantizedRules.violation((Quantized) op)));
    }

    /** Below -3 hardly anything is left: the result's range asks for a finer scale than the kernel computes with. */
    @Test
    void aHardSwishOfLittleHasTheScaleThatTfliteDemands() {
        Value swish = unary(x, Unary.Kind.HARD_SWISH);
        Graph graph = builder.output("y", swish).build();
        Plan plan = Plan.of(Rounding.TFLITE);
        Quantised quantised = PostTraining.quantise(graph, Ranges.of(Map.of(x, new Range(-100, 0), swish, new Range(-0.375f, 0))), plan);
        assertEquals(Optional.empty(), QuantizedRules.violation((Quantized) maker(quantised, swish)));
        assertEquals(-0.374f, Interpreter.run(quantised.graph(), List.of(Tensor.filled(x.type(), -1.57f))).get(0).floats()[0], 0.01f);
        assertEquals(kernels(PostTraining.nominal(graph, plan)), kernels(quantised));
    }

    private static List<String> kernels(Quantised quantised) {
        return Kernels.of(quantised.graph(), Fusion.NONE).stream().map(placed -> placed.kernel().text()).toList();
    }

    @Test
    void aClampHasAScaleThatItsBoundsAllowOrIsReal() {
        Value wide = builder.add(new Clamp(x, -1e5f, 1e5f));
        Value endless = builder.add(new Clamp(wide, 0, Float.MAX_VALUE));
        Graph graph = builder.output("y", endless).build();
        Range little = new Range(0, 1e-3f);
        Quantised quantised = PostTraining.quantise(graph, Ranges.of(Map.of(x, little, wide, little, endless, little)),
            Plan.of(Rounding.TFLITE));
        assertEquals(Optional.empty(), QuantizedRules.violation((Quantized) maker(quantised, wide)));
        assertEquals("clamp has no form on integers", quantised.real().get(endless));
    }

    @Test
    void tflitesRulesHoldOfRandomNetworks() {
        for (long seed = 0; seed < 30; seed++) {
            Graph graph = PostTraining.prepared(SmallNetworks.graph(seed, 5), Rounding.TFLITE);
            PostTraining.nominal(graph, Plan.of(Rounding.TFLITE)).graph().nodes().stream().map(Node::op).filter(Quantized.class::isInstance)
                .forEach(op -> assertEquals(Optional.empty(), QuantizedRules.violation((Quantized) op)));
        }
    }

    @Test
    void neighboursInF32AreNotConvertedBetween() {
        Value first = convolution(x);
        Value second = convolution(first);
        Value third = unary(convolution(second), Unary.Kind.RELU);
        Quantised quantised = quantise(Plan.of(Rounding.QDQ).keeping(Set.of(first.id(), second.id())), third);
        assertEquals(List.of("convolution", "convolution", "requantize", "q convolution", "requantize"), mnemonics(quantised));
        assertEquals("the plan keeps it", quantised.real().get(first));
        assertEquals(first, quantised.results().get(first), "ids stay");
    }

    @Test
    void keepingAnActivationKeepsItsLayer() {
        Value inner = convolution(x);
        Value cut = unary(inner, Unary.Kind.RELU);
        Quantised quantised = quantise(Plan.of(Rounding.QDQ).keeping(Set.of(cut.id())), cut);
        assertEquals(List.of("convolution", "unary"), mnemonics(quantised));
        assertEquals(Set.of(inner, cut), quantised.real().keySet());
    }

    @ParameterizedTest
    @EnumSource
    void operatorsWithoutIntegersRunInF32Between(Rounding rounding) {
        Value before = convolution(x);
        Value norm = builder.add(new LayerNorm(before, constant(1, 4), constant(1, 4), 1e-5f));
        Value after = convolution(norm);
        Quantised quantised = quantise(Plan.of(rounding), after);
        assertEquals(List.of("requantize", "q convolution", "requantize", "layer_norm", "requantize", "q convolution", "requantize"),
            mnemonics(quantised));
        assertEquals("layer_norm has no form on integers", quantised.real().get(norm));
    }

    @Test
    void portsMayBeIntegers() {
        Value moved = builder.add(new Reshape(x, List.of(1, 25, 4)));
        Value product = builder.add(new MatMul(moved, builder.add(new Transpose(moved, List.of(0, 2, 1)))));
        Quantised quantised = quantise(Plan.of(Rounding.TFLITE).withIntegerPorts(), product);
        assertEquals(List.of("reshape", "transpose", "q mat_mul"), mnemonics(quantised));
        assertEquals(DType.I8, quantised.graph().inputs().get(0).value().type().dtype());
        assertEquals(DType.I8, quantised.graph().outputs().get(0).value().type().dtype());
    }

    @ParameterizedTest
    @EnumSource
    void weightsHaveAScalePerChannelOrOne(Rounding rounding) {
        Value filtered = convolution(x);
        Value dense = builder.add(new Dense(filtered, constant(1, 4, 3), Optional.of(constant(1, 3))));
        Quantised quantised = quantise(Plan.of(rounding), dense);
        TensorType filter = ((Quantized) maker(quantised, filtered)).inputs().get(1).type();
        assertEquals(4, filter.scheme().scales().size());
        TensorType weights = ((Quantized) maker(quantised, dense)).inputs().get(1).type();
        assertEquals(rounding == Rounding.QDQ, !weights.scheme().isPerTensor());
        Tensor integers = quantised.graph().constants().get(((Quantized) maker(quantised, filtered)).inputs().get(1));
        for (int c = 0; c < 4; c++) {
            int greatest = 0;
            for (int i = c; i < 16; i += 4) {
                greatest = Math.max(greatest, Math.abs(integers.ints()[i]));
            }
            assertEquals(127, greatest, "channel " + c + " uses all of its range");
        }
    }

    @Test
    void aChannelWithoutWeightsKeepsItsBias() {
        Value filter = builder.constant(Tensor.of(TensorType.f32(1, 1, 4, 2), 1, 0, 1, 0, 1, 0, 1, 0));
        Value bias = builder.constant(Tensor.of(TensorType.f32(2), 1000, 0.3f));
        Value y = builder.add(new Convolution(x, filter, Optional.of(bias), List.of(1, 1), List.of(0, 0), List.of(0, 0), List.of(1, 1), 1));
        Value one = builder.add(new Slice(y, List.of(0, 0, 0, 1), List.of(1, 5, 5, 2), List.of(1, 1, 1, 1)));
        Quantised quantised = quantise(Plan.of(Rounding.QDQ), one);
        Value held = ((Quantized) maker(quantised, y)).inputs().get(2);
        Tensor integers = quantised.graph().constants().get(held);
        assertEquals(1000, integers.ints()[0] * held.type().scheme().scale(0), 0.01);
        assertEquals(0.3f, integers.ints()[1] * held.type().scheme().scale(1), 1e-4);
    }

    @Test
    void paddingWithZerosKeepsTheScaleAndWithOthersDoesNot() {
        Value zeros = builder.add(new Pad(convolution(x), List.of(0, 1, 1, 0), List.of(0, 1, 1, 0), 0));
        Value nines = builder.add(new Pad(zeros, List.of(0, 1, 1, 0), List.of(0, 1, 1, 0), 9));
        Quantised quantised = quantise(Plan.of(Rounding.TFLITE), sum(nines, unary(nines, Unary.Kind.RELU)));
        assertEquals(scheme(quantised, nines), scheme(quantised, zeros), "no other user");
        float[] result = Interpreter.run(quantised.graph(), List.of(Tensor.random(x.type(), 100, 1))).get(0).floats();
        assertEquals(18, result[0], 0.2);
    }

    @ParameterizedTest
    @EnumSource
    void aBatchNormalisationThatNothingTakesIsAFactorAndASummand(Rounding rounding) {
        Value variance = builder.constant(Tensor.of(TensorType.f32(4), 0.5f, 1, 2, 3));
        Value cut = unary(x, Unary.Kind.RELU);
        Value norm = builder.add(new BatchNorm(cut, constant(1, 4), constant(2, 4), constant(3, 4), variance, 1e-3f));
        Graph graph = builder.output("y", norm).build();
        Graph written = PostTraining.prepared(graph, rounding);
        List<Tensor> sample = List.of(Tensor.random(x.type(), 5, 4));
        assertArrayEquals(Interpreter.run(graph, sample).get(0).floats(), Interpreter.run(written, sample).get(0).floats(), 1e-5f);
        assertEquals(Map.of(), PostTraining.nominal(written, Plan.of(rounding)).real());
    }

    @Test
    void functionsThatTfliteHasNotAreWrittenOut() {
        Value silu = unary(x, Unary.Kind.SILU);
        Value gate = unary(silu, Unary.Kind.HARD_SIGMOID);
        Value sixth = builder.add(new Binary(gate, constant(2, 1), Binary.Kind.DIV));
        Graph graph = builder.output("y", sixth).build();
        Graph written = PostTraining.prepared(graph, Rounding.TFLITE);
        List<Tensor> sample = List.of(Tensor.random(x.type(), 5, 4));
        float[] expected = Interpreter.run(graph, sample).get(0).floats();
        float[] actual = Interpreter.run(written, sample).get(0).floats();
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], 1e-5 * Math.max(1, Math.abs(expected[i])));
        }
        Quantised quantised = PostTraining.nominal(written, Plan.of(Rounding.TFLITE));
        assertEquals(Map.of(), quantised.real());
        assertEquals(1, PostTraining.nominal(graph, Plan.of(Rounding.QDQ)).real().size(), "the division alone");
    }
}
