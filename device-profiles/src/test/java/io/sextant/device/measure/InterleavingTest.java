package io.sextant.device.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InterleavingTest {
    @Test
    void eachRoundHasEachProgramOnceInAnOrderOfItsOwn() {
        List<List<Integer>> rounds = Interleaving.rounds(8, 5, new Random(1));
        assertEquals(5, rounds.size());
        for (List<Integer> round : rounds) {
            assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7), round.stream().sorted().toList());
        }
        assertEquals(5, new HashSet<>(rounds).size());
    }

    @Test
    void theOrderIsDeterminedByTheSeedAndTheProcess() {
        MeasurePlan plan = MeasurePlan.screening(1, 42);
        List<List<Integer>> first = Interleaving.rounds(8, 4, FreshProcess.random(plan, 0));
        assertEquals(first, Interleaving.rounds(8, 4, FreshProcess.random(plan, 0)));
        assertNotEquals(first, Interleaving.rounds(8, 4, FreshProcess.random(plan, 1)));
    }
}
