package io.sextant.device.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** The order in which programs are timed: all once in each round, in an order of its own, so that drift hits all of them alike. */
final class Interleaving {
    private Interleaving() {
    }

    static List<List<Integer>> rounds(int programs, int rounds, Random random) {
        List<List<Integer>> orders = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            List<Integer> order = new ArrayList<>(IntStream.range(0, programs).boxed().toList());
            Collections.shuffle(order, random);
            orders.add(order);
        }
        return orders;
    }
}
