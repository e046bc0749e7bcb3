package io.sextant.ir.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The lives of storages in an order of tasks, and who may overlap whom. */
final class Lifetimes {
    /** Which of several operands that die gives its place to a result. */
    enum InPlace { OLDEST, YOUNGEST }

    private final Workload workload;
    private final List<Integer> order;
    private final Storages storages;
    private final Map<Integer, Block> lives = new HashMap<>();

    Lifetimes(Workload workload, List<Integer> order) {
        this.workload = workload;
        this.order = order;
        this.storages = new Storages(workload);
        int[] position = new int[order.size()];
        for (int i = 0; i < order.size(); i++) {
            position[order.get(i)] = i + 1;
        }
        for (int storage : storages.all()) {
            int[] times = storages.touching(storage).stream().map(task -> position[task]).sorted().toArray();
            int first = storages.isGiven(storage) ? 0 : times[0];
            int last = storages.isKept(storage) ? order.size() + 1 : times.length == 0 ? 0 : times[times.length - 1];
            lives.put(storage, new Block(List.of(storage), OptionalInt.empty(), storages.bytes(storage), first, last));
        }
    }

    Storages storages() {
        return storages;
    }

    /** The life of a storage by itself. */
    Block of(int storage) {
        return lives.get(storage);
    }

    /** The least distance by which {@code operand} has to begin behind {@code result}, if both are alive at one task alone, and may overlap. */
    OptionalLong distance(Block result, Block operand) {
        boolean meet = result.first() == operand.last() && result.first() > 0;
        if (!meet || result.storages().isEmpty() || operand.storages().isEmpty()) {
            return OptionalLong.empty();
        }
        int task = order.get(result.first() - 1);
        boolean made = storages.of(workload.tasks().get(task).result()) == result.storages().get(0);
        return made ? storages.distance(task, operand.storages().get(operand.storages().size() - 1)) : OptionalLong.empty();
    }

    /** All blocks; results of as many bytes as an operand that dies lie in its place where overlaps begin at no distance. */
    List<Block> blocks(InPlace choice) {
        Map<Integer, List<Integer>> chains = new HashMap<>();
        List<Block> births = lives.values().stream().sorted(Comparator.comparingInt(Block::first)
            .thenComparingInt(block -> block.storages().get(0))).toList();
        Map<Integer, Block> ends = new HashMap<>();
        List<Block> blocks = new ArrayList<>();
        for (Block born : births) {
            replaced(born, ends, choice).ifPresentOrElse(storage -> {
                List<Integer> chain = chains.remove(storage);
                ends.remove(storage);
                chain.add(born.storages().get(0));
                chains.put(born.storages().get(0), chain);
            }, () -> chains.put(born.storages().get(0), new ArrayList<>(born.storages())));
            ends.put(born.storages().get(0), born);
        }
        chains.values().forEach(chain -> blocks.add(new Block(List.copyOf(chain), OptionalInt.empty(), of(chain.get(0)).bytes(),
            of(chain.get(0)).first(), of(chain.get(chain.size() - 1)).last())));
        blocks.addAll(scratch());
        blocks.sort(Comparator.comparingInt(Block::first).thenComparingInt(Block::last).thenComparing(Block::bytes)
            .thenComparing(block -> block.storages().toString()));
        return blocks;
    }

    /** The storage in whose place a new one can lie. */
    private OptionalInt replaced(Block born, Map<Integer, Block> ends, InPlace choice) {
        Comparator<Block> byAge = Comparator.comparingInt(Block::first).thenComparing(block -> block.storages().get(0));
        return ends.values().stream().filter(end -> end.bytes() == born.bytes())
            .filter(end -> distance(born, end).orElse(-1) == 0).min(choice == InPlace.OLDEST ? byAge : byAge.reversed())
            .map(end -> OptionalInt.of(end.storages().get(0))).orElse(OptionalInt.empty());
    }

    private List<Block> scratch() {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            long bytes = workload.aligned(workload.tasks().get(order.get(i)).scratchBytes());
            if (bytes > 0) {
                blocks.add(new Block(List.of(), OptionalInt.of(order.get(i)), bytes, i + 1, i + 1));
            }
        }
        return blocks;
    }
}
