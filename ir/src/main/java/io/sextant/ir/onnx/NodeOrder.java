package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Nodes such that each comes after those whose results it uses, otherwise in the order of the file. */
final class NodeOrder {
    private NodeOrder() {
    }

    /**
     * @param given whether a name is that of an input, a constant or a result from outside
     * @throws InvalidInput if a name is defined twice or never, or nodes form a cycle
     */
    static List<ImportNode> sorted(List<ImportNode> nodes, Predicate<String> given) {
        Map<String, Integer> producers = producers(nodes, given);
        List<List<Integer>> users = new ArrayList<>();
        nodes.forEach(node -> users.add(new ArrayList<>()));
        int[] waiting = new int[nodes.size()];
        for (int user = 0; user < nodes.size(); user++) {
            for (String input : nodes.get(user).uses()) {
                Integer producer = producers.get(input);
                if (producer != null) {
                    users.get(producer).add(user);
                    waiting[user]++;
                } else if (!given.test(input)) {
                    throw new InvalidInput(nodes.get(user).place() + ": uses " + Quoted.text(input)
                        + ", which is no input, initializer or result of a node");
                }
            }
        }
        List<Integer> order = order(users, waiting);
        if (order.size() < nodes.size()) {
            int stuck = IntStream.range(0, waiting.length).filter(index -> waiting[index] > 0).findFirst().orElseThrow();
            throw new InvalidInput(nodes.get(stuck).place() + ": depends on its own result (the nodes form a cycle)");
        }
        return order.stream().map(nodes::get).toList();
    }

    private static Map<String, Integer> producers(List<ImportNode> nodes, Predicate<String> given) {
        Map<String, Integer> producers = new HashMap<>();
        for (int index = 0; index < nodes.size(); index++) {
            for (String output : nodes.get(index).outputs()) {
                if (!output.isEmpty() && (given.test(output) || producers.put(output, index) != null)) {
                    throw new InvalidInput(nodes.get(index).place() + ": defines " + Quoted.text(output) + " a second time");
                }
            }
        }
        return producers;
    }

    private static List<Integer> order(List<List<Integer>> users, int[] waiting) {
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (int index = 0; index < waiting.length; index++) {
            if (waiting[index] == 0) {
                ready.add(index);
            }
        }
        List<Integer> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            int next = ready.remove();
            order.add(next);
            for (int user : users.get(next)) {
                if (--waiting[user] == 0) {
                    ready.add(user);
                }
            }
        }
        return order;
    }
}
