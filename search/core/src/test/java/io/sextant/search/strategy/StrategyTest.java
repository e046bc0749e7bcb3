package io.sextant.search.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.search.space.Genotype;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.space.SpaceFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StrategyTest {
    private static final int WINDOW = 8;
    private static final double BOUND = 28;
    private static final RegularisedEvolution.Settings SMALL = new RegularisedEvolution.Settings(16, 24, 6);
    /** 84 networks. */
    private static final SearchSpace TINY = SpaceFile.parse("""
        name: tiny
        input: f32[1x8x1]
        classes: 2
        width: [1, 2]
        block: fused
        stem: {width: 2, kernel: 3, stride: 1, activation: relu}
        stages:
          - {width: 2, stride: 2, activation: relu, depth: [1, 2], kernel: [1, 3, 5], expansion: 2, squeeze: [false, true]}
        """, "tiny.yaml");

    static Stream<BiFunction<SearchSpace, Long, Strategy>> strategies() {
        return Stream.of(RandomSearch::new, StrategyTest::evolution);
    }

    private static Strategy evolution(SearchSpace space, long seed) {
        return new RegularisedEvolution(space, seed, SMALL);
    }

    /** Runs {@code trials} in batches of the window, told in an order drawn from {@code order}. */
    private static List<Proposal> run(Strategy strategy, int trials, Random order) {
        AskTell session = new AskTell(strategy, WINDOW);
        List<Proposal> proposals = new ArrayList<>();
        while (proposals.size() < trials) {
            List<Integer> batch = new ArrayList<>();
            for (int i = 0; i < WINDOW && proposals.size() < trials; i++) {
                batch.add(session.next());
                proposals.add(session.ask().orElseThrow());
            }
            java.util.Collections.shuffle(batch, order);
            batch.forEach(trial -> session.tell(trial, Landscape.outcome(proposals.get(trial).genotype(), BOUND)));
        }
        return proposals;
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void theOrderOfCompletionDoesNotMatter(BiFunction<SearchSpace, Long, Strategy> make) {
        List<Proposal> expected = run(make.apply(Landscape.SPACE, 7L), 120, new Random(0));
        for (int i = 1; i < 5; i++) {
            assertEquals(expected, run(make.apply(Landscape.SPACE, 7L), 120, new Random(i)));
        }
        assertNotEquals(expected, run(make.apply(Landscape.SPACE, 8L), 120, new Random(0)));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void aReplayedPrefixContinuesAsTheUndisturbedRun(BiFunction<SearchSpace, Long, Strategy> make) {
        List<Proposal> undisturbed = run(make.apply(Landscape.SPACE, 3L), 96, new Random(0));
        for (int prefix : new int[] {1, 17, 40, 95}) {
            Strategy resumed = make.apply(Landscape.SPACE, 3L);
            List<Genotype> proposed = undisturbed.subList(0, prefix).stream().map(Proposal::genotype).toList();
            List<Outcome> told = proposed.subList(0, Math.max(0, prefix - WINDOW)).stream()
                .map(genotype -> Landscape.outcome(genotype, BOUND)).toList();
            assertEquals(Optional.of(undisturbed.get(prefix)), resumed.propose(new History(proposed, told)));
        }
    }

    @Test
    void aProposalDoesNotSeeItsWindow() {
        AskTell told = askedUpTo(40);
        AskTell differently = askedUpTo(40);
        for (int trial = 40 - WINDOW; trial < 40; trial++) {
            told.tell(trial, new Outcome.Trained(0.99));
            differently.tell(trial, new Outcome.Failed());
        }
        assertEquals(told.ask(), differently.ask());
    }

    @Test
    void aProposalSeesEverythingBeforeItsWindow() {
        List<Genotype> proposed = run(evolution(Landscape.SPACE, 5), 40, new Random(0)).stream().map(Proposal::genotype).toList();
        List<Outcome> alike = new ArrayList<>(java.util.Collections.nCopies(40 - WINDOW, new Outcome.Trained(0.5)));
        int last = alike.size() - 1;
        alike.set(last, new Outcome.Trained(0.9));
        long parents = IntStream.range(0, 30).filter(seed -> new RegularisedEvolution(Landscape.SPACE, seed,
            new RegularisedEvolution.Settings(16, 24, 100)).propose(new History(proposed, alike)).orElseThrow().parents()
            .equals(List.of(last))).count();
        assertTrue(parents >= 28, "the newest visible trial is the fittest and was chosen " + parents + " times of 30");
    }

    @Test
    void theOldDie() {
        List<Genotype> proposed = run(evolution(Landscape.SPACE, 5), 60, new Random(0)).stream().map(Proposal::genotype).toList();
        List<Outcome> fittestFirst = IntStream.range(0, 60).<Outcome>mapToObj(i -> new Outcome.Trained(1 - i / 100.0)).toList();
        for (long seed = 0; seed < 20; seed++) {
            Proposal child = evolution(Landscape.SPACE, seed).propose(new History(proposed, fittestFirst)).orElseThrow();
            assertTrue(child.parents().get(0) >= 60 - SMALL.population(), child.parents().toString());
        }
    }

    private static AskTell askedUpTo(int trials) {
        AskTell session = new AskTell(evolution(Landscape.SPACE, 5), WINDOW);
        for (int trial = 0; trial < trials; trial++) {
            Proposal proposal = session.ask().orElseThrow();
            if (trial < trials - WINDOW) {
                session.tell(trial, Landscape.outcome(proposal.genotype(), BOUND));
            }
        }
        return session;
    }

    @Test
    void theFirstTrialsAreRandomTheLaterOnesHaveParents() {
        List<Proposal> proposals = run(evolution(Landscape.SPACE, 1), 60, new Random(0));
        assertTrue(proposals.subList(0, SMALL.initial()).stream().allMatch(proposal -> proposal.parents().isEmpty()));
        for (int trial = SMALL.initial(); trial < 60; trial++) {
            assertTrue(proposals.get(trial).parents().get(0) < trial - WINDOW, "trial " + trial);
        }
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void everyNetworkIsProposedOnceThenTheSpaceIsExhausted(BiFunction<SearchSpace, Long, Strategy> make) {
        AskTell session = new AskTell(make.apply(TINY, 11L), WINDOW);
        HashSet<Genotype> seen = new HashSet<>();
        for (int trial = 0; trial < 84; trial++) {
            assertTrue(seen.add(session.ask().orElseThrow().genotype()), "trial " + trial + " is new");
            session.tell(trial, new Outcome.Trained(trial / 84.0));
        }
        assertEquals(Optional.empty(), session.ask());
    }

    @Test
    void failedTrialsHaveNoOffspring() {
        AskTell session = new AskTell(evolution(Landscape.SPACE, 2), WINDOW);
        for (int trial = 0; trial < 40; trial++) {
            assertEquals(List.of(), session.ask().orElseThrow().parents());
            session.tell(trial, new Outcome.Failed());
        }
    }

    @Test
    void evolutionClimbsBackIntoTheLimits() {
        double bound = 17;
        List<Proposal> proposals = new ArrayList<>();
        AskTell session = new AskTell(evolution(Landscape.SPACE, 4), WINDOW);
        for (int trial = 0; trial < 400; trial++) {
            proposals.add(session.ask().orElseThrow());
            session.tell(trial, Landscape.outcome(proposals.get(trial).genotype(), bound));
        }
        long randomOnes = proposals.subList(0, SMALL.initial()).stream().filter(p -> Landscape.price(p.genotype()) <= bound).count();
        long lastOnes = proposals.subList(300, 400).stream().filter(p -> Landscape.price(p.genotype()) <= bound).count();
        assertEquals(0, randomOnes, "the search begins outside the limits");
        assertTrue(lastOnes >= 20, lastOnes + " of the last 100 are feasible");
    }

    @Test
    void evolutionBeatsRandomSearchOnAverage() {
        double gain = 0;
        int seeds = 10;
        for (long seed = 0; seed < seeds; seed++) {
            gain += best(evolution(Landscape.SPACE, seed)) - best(new RandomSearch(Landscape.SPACE, seed));
        }
        assertTrue(gain / seeds > 0.03, "mean gain in accuracy " + gain / seeds);
    }

    private static double best(Strategy strategy) {
        return run(strategy, 200, new Random(0)).stream().map(Proposal::genotype)
            .filter(genotype -> Landscape.price(genotype) <= BOUND).mapToDouble(Landscape::accuracy).max().orElse(0);
    }

    @Test
    void askAndTellKeepToTheirOrder() {
        AskTell session = new AskTell(evolution(Landscape.SPACE, 1), 2);
        IntStream.range(0, 3).forEach(i -> session.ask().orElseThrow());
        session.tell(1, new Outcome.Untrained());
        assertEquals("trial 3 is asked before trial 0 is told, window 2",
            assertThrows(IllegalStateException.class, session::ask).getMessage());
        session.tell(0, new Outcome.Failed());
        session.ask().orElseThrow();
        assertThrows(IllegalArgumentException.class, () -> session.tell(0, new Outcome.Failed()));
        assertThrows(IllegalArgumentException.class, () -> session.tell(9, new Outcome.Failed()));
    }
}
