package io.sextant.search.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sextant.ir.graph.Graph;
import io.sextant.search.port.Evaluator.Finished;
import io.sextant.search.space.Genotype;
import io.sextant.search.strategy.Landscape;
import io.sextant.search.strategy.Proposal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FinalistTest {
    private static final Genotype GENOTYPE = Landscape.SPACE.at(BigInteger.ZERO);
    private static final Graph GRAPH = Landscape.SPACE.lower(GENOTYPE, 0);

    private static Finalist finalist(double... selectionAccuracies) {
        Trial trial = new Trial(0, Proposal.random(GENOTYPE), Map.of(), Map.of(), new Standing.Feasible(Optional.empty()), List.of());
        List<Finished> runs = DoubleStream.of(selectionAccuracies)
            .mapToObj(accuracy -> new Finished(GRAPH, accuracy, accuracy - 0.1, accuracy - 0.2, Duration.ofSeconds(1))).toList();
        return new Finalist(trial, Map.of(), 72, LongStream.range(0, runs.size()).boxed().toList(), runs);
    }

    @Test
    void theStandardErrorIsThatOfTheMean() {
        Finalist.Accuracy accuracy = finalist(0.90, 0.92, 0.97).selectionAccuracy();
        assertEquals(0.93, accuracy.mean(), 1e-12);
        assertEquals(Math.sqrt((0.03 * 0.03 + 0.01 * 0.01 + 0.04 * 0.04) / 2 / 3), accuracy.standardError(), 1e-12);
        assertEquals(3, accuracy.runs());
    }

    @Test
    void eachSetOfDataHasItsOwnMean() {
        Finalist finalist = finalist(0.90, 0.94);
        assertEquals(0.82, finalist.freshAccuracy().mean(), 1e-12);
        assertEquals(0.72, finalist.standardAccuracy().mean(), 1e-12);
    }

    @Test
    void theBestRunOnTheSelectionSetIsKept() {
        Finalist finalist = finalist(0.90, 0.95, 0.95, 0.91);
        assertSame(finalist.runs().get(1), finalist.kept());
    }

    @Test
    void aSingleRunHasNoSpread() {
        assertEquals(0, finalist(0.9).selectionAccuracy().standardError());
        assertThrows(IllegalArgumentException.class, () -> finalist());
    }
}
