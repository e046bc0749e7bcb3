package io.sextant.cli.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.cli.progress.Progress;
import io.sextant.cli.run.IntegerWinner;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.op.Value;
import io.sextant.ir.quantize.Precision;
import io.sextant.ir.tensor.Tensor;
import io.sextant.search.space.ChainPrecision;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.space.SpaceFile;
import io.sextant.search.space.Spaces;
import io.sextant.training.FineTuning;
import io.sextant.training.ReferenceModels;
import io.sextant.training.Recipe;
import io.sextant.training.data.Mnist1d;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What follows the search is not worth the run. */
class IntegerStageTest {
    private static final Mnist1d ALL = Mnist1d.generate();
    private static final Mnist1d DATA = new Mnist1d(ALL.training().range(0, 200), ALL.selection().range(0, 100),
        ALL.lastNumber().range(0, 100), ALL.standardTest().range(0, 20));
    private final Told told = new Told();

    /** Keeps what is said. */
    private static final class Told implements Progress {
        private final List<String> sentences = new ArrayList<>();
        private int steps;

        @Override
        public void stage(String name, int steps) {
            this.steps = -steps;
        }

        @Override
        public void step() {
            steps++;
        }

        @Override
        public void say(String sentence) {
            sentences.add(sentence);
        }

        @Override
        public void close() {
            // nothing is shown
        }
    }

    private Optional<IntegerWinner> bring(Graph trained, ChainPrecision decided, boolean asked) {
        FineTuning brief = new FineTuning(new Recipe(100, 1e-3, 0.1, 0, 0), 1);
        return new IntegerStage(DATA, brief, told).of(trained, decided, asked, 1);
    }

    private static Graph withoutNumbers(Graph graph) {
        Value weights = graph.constants().keySet().iterator().next();
        float[] nothing = new float[weights.type().elements()];
        Arrays.fill(nothing, Float.NaN);
        return graph.withConstants(Map.of(weights, Tensor.of(weights.type(), nothing)));
    }

    @Test
    void eachFormThatFailsIsNamedAndTheRunGoesOn() {
        assertEquals(Optional.empty(), bring(withoutNumbers(ReferenceModels.logisticRegression()), ChainPrecision.REAL, true));
        assertEquals(2, told.sentences.size(), told.sentences::toString);
        assertTrue(told.sentences.get(0).startsWith("the winner is not written on integers for ONNX Runtime: "), told.sentences::toString);
        assertTrue(told.sentences.get(1).startsWith("the winner is not written on integers for TFLite: "), told.sentences::toString);
        assertEquals(0, told.steps, "as many steps as were announced");
    }

    @Test
    void aWinnerThatMayNotBeRealIsKnownAsSuchWhateverFails() {
        Graph graph = withoutNumbers(ReferenceModels.logisticRegression());
        assertEquals(Optional.of(new IntegerWinner(Optional.empty(), Optional.empty(), true)),
            bring(graph, ChainPrecision.throughout(graph, Precision.I8), false));
    }

    @Test
    void bothFormsAreMadeWhenAsked() {
        IntegerWinner winner = bring(ReferenceModels.logisticRegression(), ChainPrecision.REAL, true).orElseThrow();
        assertTrue(winner.qdq().isPresent() && winner.tflite().isPresent() && !winner.decided());
        assertEquals(List.of(), told.sentences);
        assertEquals(Optional.empty(), bring(ReferenceModels.logisticRegression(), ChainPrecision.REAL, false));
    }

    @Test
    void timeIsKeptForItWhereItMayCome() {
        Duration budget = Duration.ofMinutes(4);
        SearchSpace real = Spaces.named("mnist1d");
        assertEquals(Duration.ZERO, IntegerStage.reserved(budget, real, false));
        assertEquals(Duration.ofSeconds(24), IntegerStage.reserved(budget, real, true));
        SearchSpace mixed = SpaceFile.parse(real.declaration().replaceFirst("stem: \\{", "stem: {precision: i8, "), "mixed.yaml");
        assertEquals(Duration.ofSeconds(24), IntegerStage.reserved(budget, mixed, false));
    }

    @Test
    void theOptionIsAnsweredWhereTheSpaceHasDecided() {
        Graph graph = ReferenceModels.logisticRegression();
        assertTrue(bring(graph, ChainPrecision.throughout(graph, Precision.I8), true).orElseThrow().decided());
        assertEquals(List.of("the space decides what the winner computes on integers; --int8 brings no more of it there"), told.sentences);
        told.sentences.clear();
        assertFalse(bring(graph, ChainPrecision.throughout(graph, Precision.I8), false).isEmpty());
        assertEquals(List.of(), told.sentences);
    }
}
