package io.sextant.search.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.graph.Node;
import io.sextant.ir.graph.Port;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.search.limit.Limit;
import io.sextant.search.port.Evaluator.Request;
import io.sextant.search.space.Genotype;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.space.SpaceFile;
import io.sextant.search.space.SpacePart;
import io.sextant.search.strategy.History;
import io.sextant.search.strategy.Outcome;
import io.sextant.search.strategy.Proposal;
import io.sextant.search.strategy.RandomSearch;
import io.sextant.search.strategy.Strategy;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A network that was proposed before under another genotype costs nothing. */
class DuplicateTest {
    /** Two stages alike: three blocks may be one and two, or two and one. 36 genotypes for each width, of 28 networks. */
    static final SearchSpace SPACE = SpaceFile.parse("""
        name: twins
        input: f32[1x16x1]
        classes: 2
        width: [1, 2]
        block: fused
        stem: {width: 4, kernel: 3, stride: 1, activation: relu}
        stages:
          - {width: 4, stride: 1, activation: relu, depth: [1, 2], kernel: [3, 5], expansion: 1}
          - {width: 4, stride: 1, activation: relu, depth: [1, 2], kernel: [3, 5], expansion: 1}
        """, "twins.yaml");
    private static final int GENOTYPES = 72;
    private static final int NETWORKS = 56;

    private final Bench bench = new Bench();
    private final Recorder recorder = new Recorder();

    private SearchResult.Summary search(Strategy strategy, int window, String... limits) {
        return search(SPACE, strategy, window, limits);
    }

    private SearchResult.Summary search(SearchSpace space, Strategy strategy, int window, String... limits) {
        SearchSettings settings = new SearchSettings(Stream.of(limits).map(Limit::parse).toList(),
            new SearchSettings.Trials(GENOTYPES, window), Duration.ofMinutes(5), 7, SearchJobs.PLAN);
        return new SearchLoop(new SearchJob(space, strategy, settings, List.of()), bench.ports(), recorder, bench).run().summary();
    }

    private static String network(Genotype genotype) {
        return GraphHash.structure(SPACE.lower(genotype, 0));
    }

    @Test
    void noNetworkIsMeasuredOrTrainedTwice() {
        SearchResult.Summary summary = search(new RandomSearch(SPACE, 3), 12);
        assertEquals(GENOTYPES, summary.trials().size());
        assertEquals(GENOTYPES - NETWORKS, summary.counts().duplicates());
        assertEquals(NETWORKS, summary.counts().measured());
        Map<Integer, String> networks = summary.trials().stream()
            .collect(Collectors.toMap(Trial::number, trial -> network(trial.proposal().genotype())));
        assertEquals(NETWORKS, bench.costed.size());
        assertDistinct(bench.costed.stream().map(networks::get).toList());
        assertDistinct(bench.remeasured.stream().flatMap(List::stream).map(networks::get).toList());
        assertDistinct(Stream.of(bench.trained, bench.finished).flatMap(List::stream)
            .map(request -> networks.get(request.candidate().trial()) + request.epochs() + request.seed()).toList());
        Set<Integer> trained = bench.trained.stream().map(Request::candidate).map(candidate -> candidate.trial()).collect(Collectors.toSet());
        assertDistinct(trained.stream().map(networks::get).toList());
        assertEquals(recorder.expected, recorder.steps, "every step that was announced came");
    }

    private static void assertDistinct(List<String> all) {
        assertEquals(new HashSet<>(all).size(), all.size());
    }

    /** The wide half of the space is the narrow one again, with a part that is dead and one that does nothing. */
    private record Disguised() implements SearchSpace {
        @Override
        public String name() {
            return "disguised";
        }

        @Override
        public String declaration() {
            return SPACE.declaration();
        }

        @Override
        public List<Integer> options() {
            return SPACE.options();
        }

        @Override
        public BigInteger size() {
            return SPACE.size();
        }

        @Override
        public Genotype at(BigInteger index) {
            return SPACE.at(index);
        }

        @Override
        public Genotype sample(RandomGenerator random) {
            return SPACE.sample(random);
        }

        @Override
        public Genotype mutate(Genotype parent, RandomGenerator random) {
            return SPACE.mutate(parent, random);
        }

        @Override
        public Genotype parse(String text) {
            return SPACE.parse(text);
        }

        @Override
        public Graph lower(Genotype genotype, long weightSeed) {
            List<Integer> narrow = new ArrayList<>(genotype.choices());
            narrow.set(0, 0);
            Graph graph = SPACE.lower(new Genotype(narrow), weightSeed);
            return genotype.choice(0) == 0 ? graph : disguised(graph);
        }

        private static Graph disguised(Graph graph) {
            Value logits = graph.outputs().get(0).value();
            Op nothing = new Reshape(logits, logits.type().shape().dims());
            Op dead = new Unary(logits, Unary.Kind.TANH);
            Value same = new Value(logits.id() + 1, nothing.type());
            List<Node> nodes = new ArrayList<>(graph.nodes());
            nodes.add(new Node(same, nothing));
            nodes.add(new Node(new Value(logits.id() + 2, dead.type()), dead));
            return new Graph("other", graph.inputs(), graph.constants(), nodes, List.of(new Port("other", same)));
        }

        @Override
        public List<SpacePart> parts() {
            return SPACE.parts();
        }

        @Override
        public String describe(Genotype genotype) {
            return SPACE.describe(genotype);
        }
    }

    @Test
    void deadPartsAndThoseThatDoNothingMakeNoOtherNetwork() {
        SearchResult.Summary summary = search(new Disguised(), new RandomSearch(new Disguised(), 3), 12);
        assertEquals(GENOTYPES, summary.trials().size());
        assertEquals(NETWORKS / 2, bench.costed.size());
        assertEquals(GENOTYPES - NETWORKS / 2, summary.counts().duplicates());
    }

    @Test
    void aDuplicateHasTheOutcomeOfTheFirst() {
        bench.lost = trial -> trial % 6 == 1;
        Keeping strategy = new Keeping();
        SearchResult.Summary summary = search(strategy, 4, "latency <= 16 us");
        List<Trial> duplicates = summary.trials().stream().filter(Trial::isDuplicate).toList();
        assertEquals(GENOTYPES - NETWORKS, duplicates.size());
        Set<Class<?>> kinds = new HashSet<>();
        for (Trial trial : duplicates) {
            Trial first = summary.trials().get(((Standing.Duplicate) trial.standing()).of());
            assertFalse(first.isDuplicate());
            assertTrue(first.number() < trial.number());
            assertEquals(network(first.proposal().genotype()), network(trial.proposal().genotype()));
            assertEquals(first.metrics(), trial.metrics());
            assertEquals("the same network as trial " + first.number(), trial.standing().reason());
            if (trial.number() < strategy.told.size()) {
                assertEquals(strategy.told.get(first.number()), strategy.told.get(trial.number()));
                kinds.add(strategy.told.get(trial.number()).getClass());
            }
        }
        assertEquals(Set.of(Outcome.Trained.class, Outcome.Infeasible.class, Outcome.Failed.class), kinds);
    }

    /** Walks the space, and keeps what it is told. */
    private static final class Keeping implements Strategy {
        private List<Outcome> told = new ArrayList<>();

        @Override
        public String name() {
            return "keeping";
        }

        @Override
        public Optional<Proposal> propose(History history) {
            told = history.outcomes();
            return Optional.of(Proposal.random(SPACE.at(BigInteger.valueOf(history.trial()))));
        }
    }

    @Test
    void theSpaceHasAsManyNetworksAsIsSaid() {
        assertEquals(BigInteger.valueOf(GENOTYPES), SPACE.size());
        assertEquals(NETWORKS, IntStream.range(0, GENOTYPES).mapToObj(i -> network(SPACE.at(BigInteger.valueOf(i)))).distinct().count());
    }
}
