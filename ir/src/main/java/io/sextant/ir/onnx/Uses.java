package io.sextant.ir.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who uses an ONNX name: nodes, and the graph or branch whose output it is. */
final class Uses {
    private final Map<String, List<ImportNode>> nodes = new HashMap<>();
    private final Set<String> outputs = new HashSet<>();

    void add(ImportNode node) {
        node.uses().forEach(name -> nodes.computeIfAbsent(name, n -> new ArrayList<>()).add(node));
    }

    void addOutput(String name) {
        outputs.add(name);
    }

    List<ImportNode> nodes(String name) {
        return nodes.getOrDefault(name, List.of());
    }

    boolean isUsed(String name) {
        return !name.isEmpty() && (nodes.containsKey(name) || outputs.contains(name));
    }

    /** The node that alone uses {@code name}, if there is just one use and it is no output. */
    Optional<ImportNode> sole(String name) {
        List<ImportNode> users = nodes(name);
        return users.size() == 1 && !outputs.contains(name) ? Optional.of(users.get(0)) : Optional.empty();
    }
}
