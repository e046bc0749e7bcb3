package io.sextant.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.space.Spaces;
import io.sextant.training.data.Mnist1d;
import io.sextant.training.data.Samples;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GraphTrainerTest {
    private static final int EPOCHS_OF_TRUTH = 30;
    private static final Mnist1d DATA = Mnist1d.generate();
    private static final Samples FEW = DATA.training().range(0, 600);

    /** Batch normalisation, squeeze-excite and a residual connection. */
    private static Graph candidate() {
        SearchSpace space = Spaces.named("mnist1d");
        Random random = new Random(1);
        while (true) {
            Graph graph = space.lower(space.sample(random), 1);
            long products = graph.nodes().stream().filter(node -> node.op() instanceof Binary binary && binary.kind() == Binary.Kind.MUL)
                .count();
            long sums = graph.nodes().stream().filter(node -> node.op() instanceof Binary binary && binary.kind() == Binary.Kind.ADD)
                .count();
            if (products > 0 && sums > 0) {
                return graph;
            }
        }
    }

    @Test
    void aTrainedGraphMeansToTheInterpreterWhatItMeansToLibtorch() {
        Graph trained = new GraphTrainer(Recipe.STANDARD).train(candidate(), FEW, 3, 5);
        ForwardTest.assertAgrees(trained, DATA.standardTest().range(0, 20), 1e-4f);
        assertTrue(GraphTrainer.accuracy(trained, FEW) > 0.25, "better than chance after 18 steps");
        Value mean = trained.nodes().stream().filter(node -> node.op() instanceof BatchNorm).map(node -> ((BatchNorm) node.op()).mean())
            .findFirst().orElseThrow();
        assertNotEquals(0, trained.constants().get(mean).floats()[0], "running statistics were gathered");
    }

    @Test
    void aRunIsAFunctionOfItsSeed() {
        GraphTrainer trainer = new GraphTrainer(Recipe.STANDARD);
        String first = GraphHash.content(trainer.train(candidate(), FEW, 2, 7));
        assertEquals(first, GraphHash.content(trainer.train(candidate(), FEW, 2, 7)));
        assertNotEquals(first, GraphHash.content(trainer.train(candidate(), FEW, 2, 8)));
    }

    @Test
    void initialWeightsHaveTheVarianceOfTwoByFanIn() {
        Graph graph = Initialisation.he(ReferenceModels.multilayerPerceptron(), 3);
        Tensor hidden = graph.constants().values().stream().filter(tensor -> tensor.type().equals(TensorType.f32(100, 100))).findFirst()
            .orElseThrow();
        double squares = 0;
        for (float weight : hidden.floats()) {
            squares += weight * weight;
        }
        assertEquals(0.02, squares / 10_000, 0.001);
    }

    @Test
    void constantsWithoutARoleStay() {
        GraphBuilder builder = new GraphBuilder("offset");
        Value input = builder.input("x", TensorType.f32(1, 40));
        Value offset = builder.constant(Tensor.filled(TensorType.f32(40), 0.5f));
        Value sum = builder.add(new Binary(input, offset, Binary.Kind.ADD));
        Value weights = builder.constant(Tensor.filled(TensorType.f32(40, 10), 0));
        Graph graph = builder.output("y", builder.add(new Dense(sum, weights, Optional.empty()))).build();
        Graph trained = new GraphTrainer(Recipe.STANDARD).train(graph, FEW, 1, 1);
        assertSame(graph.constants().get(offset), trained.constants().get(offset));
        assertNotEquals(0, trained.constants().get(weights).floats()[0]);
    }

    @Test
    void aLossThatIsNoLongerFiniteFails() {
        Recipe absurd = new Recipe(100, 1e30, 0, 0, 0);
        TrainingFailed failed = assertThrows(TrainingFailed.class,
            () -> new GraphTrainer(absurd).train(ReferenceModels.convolutional(), FEW, 2, 1));
        assertTrue(failed.getMessage().startsWith("the loss was "), failed.getMessage());
    }

    @Test
    void graphsThatDoNotFitTheSamplesAreRefused() {
        GraphTrainer trainer = new GraphTrainer(Recipe.STANDARD);
        Samples longer = new Samples(50, new float[100], new int[2]);
        assertTrue(assertThrows(InvalidInput.class, () -> trainer.train(ReferenceModels.logisticRegression(), longer, 1, 1)).getMessage()
            .contains("50 values"));
        Samples manyClasses = new Samples(40, new float[80], new int[] {0, 10});
        assertTrue(assertThrows(InvalidInput.class, () -> trainer.train(ReferenceModels.logisticRegression(), manyClasses, 1, 1))
            .getMessage().contains("11 classes"));
        assertThrows(InvalidInput.class, () -> trainer.train(ReferenceModels.logisticRegression(), FEW, 0, 1));
    }

    @Test
    void aConstantWithTwoRolesIsRefused() {
        GraphBuilder builder = new GraphBuilder("shared");
        Value input = builder.input("x", TensorType.f32(1, 4));
        Value zeros = builder.constant(Tensor.filled(TensorType.f32(4), 0));
        Value ones = builder.constant(Tensor.filled(TensorType.f32(4), 1));
        Graph graph = builder.output("y", builder.add(new BatchNorm(input, ones, zeros, zeros, ones, 1e-5f))).build();
        assertTrue(assertThrows(InvalidInput.class, () -> Roles.of(graph)).getMessage().contains("a constant of its own"));
    }

    @Test
    void referenceNetworksReachTheirPublishedAccuracies() {
        Map<String, Double> accuracies = new HashMap<>();
        TruthCheck.run(EPOCHS_OF_TRUTH, 1, result -> accuracies.put(result.name(), result.accuracy()));
        assertEquals(0.32, accuracies.get("logistic"), 0.03, accuracies.toString());
        assertEquals(0.68, accuracies.get("mlp"), 0.05, accuracies.toString());
        assertTrue(accuracies.get("cnn") >= 0.9, accuracies.toString());
    }
}
