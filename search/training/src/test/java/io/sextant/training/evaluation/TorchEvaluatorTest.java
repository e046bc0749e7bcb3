package io.sextant.training.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Value;
import io.sextant.ir.quantize.Precision;
import io.sextant.ir.quantize.RangeMethod;
import io.sextant.ir.type.TensorType;
import io.sextant.search.port.Candidate;
import io.sextant.search.port.Evaluator.FinalOutcome;
import io.sextant.search.port.Evaluator.Finished;
import io.sextant.search.port.Evaluator.NotFinished;
import io.sextant.search.port.Evaluator.Outcome;
import io.sextant.search.port.Evaluator.Progress;
import io.sextant.search.port.Evaluator.Request;
import io.sextant.search.space.ChainPrecision;
import io.sextant.search.space.Genotype;
import io.sextant.search.space.SearchSpace;
import io.sextant.training.GraphTrainer;
import io.sextant.training.Recipe;
import io.sextant.training.ReferenceModels;
import io.sextant.training.data.Mnist1d;
import io.sextant.training.integers.IntegerTraining;
import io.sextant.training.integers.InterpretedPredictions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TorchEvaluatorTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Progress<Outcome> NOBODY = (request, outcome) -> { };
    private static final Mnist1d DATA = few();

    private static Mnist1d few() {
        Mnist1d all = Mnist1d.generate();
        return new Mnist1d(all.training().range(0, 500), all.selection().range(0, 200), all.lastNumber().range(0, 300),
            all.standardTest());
    }

    private static Request request(Graph graph, int epochs, long seed) {
        return new Request(new Candidate(0, new Genotype(List.of(0)), graph, ChainPrecision.REAL), epochs, seed);
    }

    private static Graph untrainable() {
        GraphBuilder builder = new GraphBuilder("turned");
        Value input = builder.input("x", TensorType.f32(1, 40, 1));
        return builder.output("y", builder.add(new Transpose(input, List.of(1, 0, 2)))).build();
    }

    @Test
    void aCandidateOnIntegersIsAsAccurateAsItsIntegers() {
        Graph graph = ReferenceModels.convolutional();
        ChainPrecision integers = ChainPrecision.throughout(graph, Precision.I8);
        Graph trained = new GraphTrainer(Recipe.STANDARD).train(graph, DATA.training(), 3, 9);
        double exact = InterpretedPredictions.of(IntegerTraining.calibrated(integers.planned(trained, SearchSpace.ROUNDING),
            RangeMethod.PERCENTILE, DATA.training()).quantised().graph(), DATA.selection()).accuracy(DATA.selection());
        try (TorchEvaluator evaluator = new TorchEvaluator(DATA, Recipe.STANDARD, 1)) {
            List<Request> requests = List.of(new Request(new Candidate(0, new Genotype(List.of(0)), graph, integers), 3, 9));
            assertEquals(exact, assertInstanceOf(Outcome.Trained.class, evaluator.evaluate(requests, LONG, NOBODY).get(0)).accuracy(), 0.01);
            Finished last = assertInstanceOf(Finished.class, evaluator.finish(requests, (request, outcome) -> { }).get(0));
            assertEquals(exact, last.selectionAccuracy(), 0.01);
            assertEquals(TensorType.f32(1, 10), last.trained().outputs().get(0).value().type(), "the weights are kept in f32");
        }
    }

    @Test
    void outcomesComeInTheOrderOfRequestsAndOneFailureIsOneCandidates() {
        AtomicInteger progress = new AtomicInteger();
        Map<Integer, Outcome> told = new HashMap<>();
        Thread caller = Thread.currentThread();
        try (TorchEvaluator evaluator = new TorchEvaluator(DATA, Recipe.STANDARD, 2)) {
            List<Request> requests = List.of(request(ReferenceModels.logisticRegression(), 3, 1), request(untrainable(), 3, 1),
                request(ReferenceModels.convolutional(), 3, 1), request(ReferenceModels.logisticRegression(), 3, 1));
            List<Outcome> outcomes = evaluator.evaluate(requests, LONG, (request, outcome) -> {
                told.put(request, outcome);
                assertEquals(caller, Thread.currentThread());
                progress.incrementAndGet();
            });
            double first = assertInstanceOf(Outcome.Trained.class, outcomes.get(0)).accuracy();
            assertTrue(assertInstanceOf(Outcome.NotTrained.class, outcomes.get(1)).reason().contains("turned"));
            double third = assertInstanceOf(Outcome.Trained.class, outcomes.get(2)).accuracy();
            assertEquals(first, assertInstanceOf(Outcome.Trained.class, outcomes.get(3)).accuracy());
            assertTrue(first > 0.1 && third > 0.1, first + " and " + third + " are better than chance");
            assertEquals(4, progress.get());
            told.forEach((request, outcome) -> assertSame(outcomes.get(request), outcome));
            assertEquals(Set.of(0, 1, 2, 3), told.keySet());
        }
    }

    @Test
    void whatHasNotBegunAtTheDeadlineIsNotTrained() {
        AtomicLong clock = new AtomicLong();
        try (TorchEvaluator evaluator = new TorchEvaluator(DATA, Recipe.STANDARD, 1, clock::get)) {
            Request request = request(ReferenceModels.logisticRegression(), 1, 1);
            List<Outcome> none = evaluator.evaluate(List.of(request), Duration.ZERO, NOBODY);
            assertTrue(assertInstanceOf(Outcome.NotTrained.class, none.get(0)).reason().contains("time"));
            AtomicLong calls = new AtomicLong();
            try (TorchEvaluator ticking = new TorchEvaluator(DATA, Recipe.STANDARD, 1, () -> calls.getAndIncrement() * 1_000_000_000L)) {
                List<Outcome> some = ticking.evaluate(List.of(request, request, request, request), Duration.ofSeconds(5), NOBODY);
                assertInstanceOf(Outcome.Trained.class, some.get(0));
                assertInstanceOf(Outcome.Trained.class, some.get(1));
                assertInstanceOf(Outcome.NotTrained.class, some.get(2));
                assertInstanceOf(Outcome.NotTrained.class, some.get(3));
            }
        }
    }

    @Test
    void finishedNetworksKeepTheirWeights() {
        try (TorchEvaluator evaluator = new TorchEvaluator(DATA, Recipe.STANDARD, 2)) {
            List<FinalOutcome> finished = evaluator.finish(List.of(request(ReferenceModels.logisticRegression(), 5, 1),
                request(untrainable(), 1, 1)), (request, outcome) -> { });
            Finished first = assertInstanceOf(Finished.class, finished.get(0));
            assertEquals(GraphTrainer.accuracy(first.trained(), DATA.selection()), first.selectionAccuracy());
            assertEquals(GraphTrainer.accuracy(first.trained(), DATA.lastNumber()), first.freshAccuracy());
            assertEquals(GraphTrainer.accuracy(first.trained(), DATA.standardTest()), first.standardAccuracy());
            assertTrue(first.standardAccuracy() > 0.15);
            assertTrue(assertInstanceOf(NotFinished.class, finished.get(1)).reason().contains("turned"), "one failure is one request's");
        }
    }

    @Test
    void closingEndsWhatIsUnderWayAndRefusesMore() {
        TorchEvaluator evaluator = new TorchEvaluator(DATA, Recipe.STANDARD, 1);
        Request endless = request(ReferenceModels.convolutional(), 1_000_000, 1);
        List<Request> requests = List.of(request(ReferenceModels.logisticRegression(), 1, 1), endless, endless);
        List<Outcome> outcomes = evaluator.evaluate(requests, LONG, (request, outcome) -> evaluator.close());
        assertInstanceOf(Outcome.Trained.class, outcomes.get(0));
        assertTrue(assertInstanceOf(Outcome.NotTrained.class, outcomes.get(1)).reason().contains("stopped"));
        assertInstanceOf(Outcome.NotTrained.class, outcomes.get(2));
        assertThrows(IllegalStateException.class, () -> evaluator.evaluate(requests, LONG, NOBODY));
    }

    @Test
    void aCallbackThatThrowsEndsTheCall() {
        try (TorchEvaluator evaluator = new TorchEvaluator(DATA, Recipe.STANDARD, 1)) {
            Request endless = request(ReferenceModels.convolutional(), 1_000_000, 1);
            List<Request> requests = List.of(request(ReferenceModels.logisticRegression(), 1, 1), endless);
            assertThrows(IllegalArgumentException.class, () -> evaluator.evaluate(requests, LONG, (request, outcome) -> {
                throw new IllegalArgumentException("told");
            }));
        }
    }

    @Test
    void anInterruptedCallerGetsWhatThereIsAndStaysInterrupted() {
        try (TorchEvaluator evaluator = new TorchEvaluator(DATA, Recipe.STANDARD, 1)) {
            Request endless = request(ReferenceModels.convolutional(), 1_000_000, 1);
            List<Outcome> outcomes = evaluator.evaluate(List.of(request(ReferenceModels.logisticRegression(), 1, 1), endless), LONG,
                (request, outcome) -> Thread.currentThread().interrupt());
            assertTrue(Thread.interrupted(), "the flag is set again");
            assertInstanceOf(Outcome.Trained.class, outcomes.get(0));
            assertInstanceOf(Outcome.NotTrained.class, outcomes.get(1));
        }
    }

    @Test
    void expectationGrowsWithEpochsAndLearnsFromRuns() {
        Request request = request(ReferenceModels.convolutional(), 2, 1);
        AtomicLong calls = new AtomicLong();
        try (TorchEvaluator slow = new TorchEvaluator(DATA, Recipe.STANDARD, 1, () -> calls.getAndIncrement() * 100_000_000_000L)) {
            Duration before = slow.expected(request);
            assertTrue(slow.expected(request(ReferenceModels.convolutional(), 20, 1)).compareTo(before.multipliedBy(8)) > 0);
            slow.evaluate(List.of(request), Duration.ofDays(1), NOBODY);
            assertTrue(slow.expected(request).compareTo(before.multipliedBy(10)) > 0, "a run took 100 s by this clock");
            try (TorchEvaluator later = new TorchEvaluator(DATA, Recipe.STANDARD, 1)) {
                later.recall(request, Duration.ofSeconds(100));
                assertEquals(slow.expected(request), later.expected(request), "what was told of a run counts as the run does");
            }
        }
    }
}
