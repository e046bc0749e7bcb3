package io.sextant.training.integers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Value;
import io.sextant.ir.quantize.Precision;
import io.sextant.ir.quantize.Quantised;
import io.sextant.ir.quantize.RangeMethod;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import io.sextant.search.space.ChainPrecision;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.space.Spaces;
import io.sextant.training.FineTuning;
import io.sextant.training.GraphTrainer;
import io.sextant.training.Predictions;
import io.sextant.training.Recipe;
import io.sextant.training.data.Mnist1d;
import io.sextant.training.data.Samples;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Networks of the space mnist1d, with squeeze-excite and residual connections, on integers. */
class IntegerNetworkTest {
    private static final Mnist1d ALL = Mnist1d.generate();
    private static final Mnist1d DATA = new Mnist1d(ALL.training(), ALL.selection().range(0, 1000), ALL.lastNumber().range(0, 1000),
        ALL.standardTest().range(0, 300));
    private static Graph trained;

    @BeforeAll
    static void train() {
        SearchSpace space = Spaces.named("mnist1d");
        Graph graph = space.lower(space.sample(new Random(3)), 1);
        trained = new GraphTrainer(Recipe.STANDARD).train(graph, DATA.training(), 3, 5);
    }

    private static IntegerNetwork calibrated(Rounding rounding) {
        return IntegerTraining.calibrated(ChainPrecision.throughout(trained, Precision.I8).planned(trained, rounding),
            RangeMethod.MIN_MAX, DATA.training());
    }

    @ParameterizedTest
    @EnumSource
    void roundedRealNumbersPredictWhatIntegersDo(Rounding rounding) {
        IntegerNetwork network = calibrated(rounding);
        Samples test = DATA.standardTest();
        Predictions exact = InterpretedPredictions.of(network.quantised().graph(), test);
        assertTrue(network.predictions(test).agreement(exact) >= 0.98, () -> "agree on " + network.predictions(test).agreement(exact));
        assertTrue(exact.accuracy(test) >= GraphTrainer.accuracy(trained, test) - 0.02, () -> "accuracy " + exact.accuracy(test));
    }

    @Test
    void whatIsRoundedIsWhatIsQuantised() {
        IntegerNetwork network = calibrated(Rounding.QDQ);
        Quantised quantised = network.quantised();
        Map<Value, TensorType> types = QuantisedTypes.of(network.graph(), quantised);
        assertEquals(DType.I8, types.get(network.graph().inputs().get(0).value()).dtype(), "the input, though the port is f32");
        quantised.results().forEach((value, made) -> assertEquals(made.type().isQuantised() ? made.type() : types.get(value),
            types.get(value)));
        network.graph().nodes().stream().filter(node -> node.op() instanceof Convolution).forEach(node -> {
            Convolution convolution = (Convolution) node.op();
            assertEquals(convolution.filter().type().shape().last(), types.get(convolution.filter()).scheme().scales().size());
            assertEquals(DType.I32, types.get(convolution.bias().orElseThrow()).dtype());
        });
        long inner = network.graph().nodes().stream().filter(node -> !types.containsKey(node.result())).count();
        long activations = network.graph().nodes().size() - quantised.graph().nodes().stream()
            .filter(node -> node.op() instanceof Quantized || node.result().type().isQuantised()).count();
        assertTrue(inner > 0 && inner >= activations, "what goes into a fused activation is not rounded: " + inner + ", " + activations);
    }

    @Test
    void quantisingCostsLessThanAPointAndIsAFunctionOfTheSeed() {
        IntegerTraining training = new IntegerTraining(DATA, new FineTuning(FineTuning.STANDARD.recipe(), 1), trained);
        ChainPrecision integers = ChainPrecision.throughout(trained, Precision.I8);
        IntegerTraining.Outcome outcome = training.quantise(integers, Rounding.QDQ, 1);
        assertTrue(outcome.integers().fresh() >= outcome.real().fresh() - 0.01, outcome::toString);
        IntegerTraining.Outcome again = training.quantise(integers, Rounding.QDQ, 1);
        assertEquals(GraphHash.content(outcome.network().quantised().graph()), GraphHash.content(again.network().quantised().graph()));
        assertEquals(outcome.method(), again.method());
    }

    @Test
    void forTfliteInputsAndOutputsAreIntegers() {
        IntegerTraining training = new IntegerTraining(DATA, new FineTuning(FineTuning.STANDARD.recipe(), 1), trained);
        Graph graph = training.quantise(ChainPrecision.throughout(trained, Precision.I8), Rounding.TFLITE, 1).network()
            .quantised().graph();
        assertEquals(DType.I8, graph.inputs().get(0).value().type().dtype());
        assertEquals(DType.I8, graph.outputs().get(0).value().type().dtype());
        assertFalse(graph.nodes().stream().anyMatch(node -> node.result().type().dtype() == DType.F32), "nothing is left in f32");
    }
}
