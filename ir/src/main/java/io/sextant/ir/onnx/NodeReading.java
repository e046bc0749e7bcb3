package io.sextant.ir.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.GraphBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Reads the nodes of a model's graph, and those of the branches that are taken, one after the other. */
final class NodeReading {
    private static final int DEEPEST = 16;

    private final ModelOpsets opsets;
    private final ImportFailures failures;
    private final Map<String, TensorProto> stored = new HashMap<>();
    private final Uses uses = new Uses();
    private final GraphImport graph;
    private int nodes;
    private int depth;

    NodeReading(ModelOpsets opsets, ImportFailures failures, GraphBuilder builder, ConstantBudget budget) {
        this.opsets = opsets;
        this.failures = failures;
        this.graph = new GraphImport(new Constants(builder, budget), builder, new StoredTensors(stored, budget), uses,
            Optional.empty());
    }

    GraphImport graph() {
        return graph;
    }

    boolean isStored(String name) {
        return stored.containsKey(name);
    }

    List<ImportNode> users(String name) {
        return uses.nodes(name);
    }

    /**
     * Takes up a graph's constants, and gives its other nodes in an order in which they can be read.
     *
     * @param known whether a name from outside may be used by its nodes
     * @throws InvalidInput with the place, without the file, if names are not defined exactly once or nodes form a cycle
     */
    List<ImportNode> adopt(GraphProto proto, Predicate<String> known) {
        if (proto.getSparseInitializerCount() > 0) {
            throw new InvalidInput("sparse initializers are not supported");
        }
        for (TensorProto initializer : proto.getInitializerList()) {
            if (known.test(initializer.getName()) || stored.put(initializer.getName(), initializer) != null) {
                throw new InvalidInput("two initializers are called " + Quoted.text(initializer.getName()));
            }
        }
        List<ImportNode> computed = computed(proto);
        Set<String> inputs = new HashSet<>();
        proto.getInputList().forEach(input -> inputs.add(input.getName()));
        List<ImportNode> sorted = NodeOrder.sorted(computed,
            name -> inputs.contains(name) || isStored(name) || failures.isLost(name) || known.test(name));
        computed.forEach(uses::add);
        proto.getOutputList().forEach(output -> uses.addOutput(output.getName()));
        return sorted;
    }

    private List<ImportNode> computed(GraphProto proto) {
        List<ImportNode> computed = new ArrayList<>();
        for (NodeProto nodeProto : proto.getNodeList()) {
            ImportNode node = new ImportNode(nodes++, nodeProto, opsets.onnx());
            if (ConstantNode.is(node)) {
                failures.collect(node.place(), node.outputs(), () -> {
                    if (stored.put(node.output(), ConstantNode.tensor(node)) != null) {
                        throw new InvalidInput("defines " + Quoted.text(node.output()) + " a second time");
                    }
                });
            } else {
                computed.add(node);
            }
        }
        return computed;
    }

    void read(List<ImportNode> ordered) {
        ordered.forEach(this::read);
    }

    private void read(ImportNode node) {
        if (graph.isClaimed(node)) {
            if (node.outputs().stream().noneMatch(graph::isKnown)) {
                failures.lose(node.outputs());
            }
        } else if (Branch.is(node)) {
            failures.collect(node.place(), node.outputs(), () -> branch(node));
        } else if (NodeImports.of(node).isEmpty()) {
            failures.unsupported(opsets.described(node), node.outputs());
        } else if (node.uses().stream().anyMatch(failures::isLost)) {
            failures.lose(node.outputs());
        } else {
            failures.collect(node.place(), node.outputs(), () -> {
                NodeImport reader = NodeImports.of(node).orElseThrow();
                if (!ConstantFolding.fold(node, reader, graph)) {
                    reader.run(node, graph);
                }
                node.rejectUnread();
            });
        }
    }

    /** Reads the branch that a constant condition takes as if it stood in the place of the node. */
    private void branch(ImportNode node) {
        if (node.uses().stream().anyMatch(failures::isLost)) {
            failures.lose(node.outputs());
            return;
        }
        if (depth == DEEPEST) {
            throw new InvalidInput("branches are nested more than " + DEEPEST + " deep");
        }
        GraphProto taken = Branch.taken(node, graph);
        node.rejectUnread();
        if (taken.getOutputCount() != node.outputs().size() || taken.getInputCount() > 0) {
            throw new InvalidInput("the branch takes nothing and gives " + node.outputs().size() + " results, got "
                + taken.getInputCount() + " and " + taken.getOutputCount());
        }
        depth++;
        read(adopt(taken, graph::isKnown));
        depth--;
        for (int i = 0; i < taken.getOutputCount(); i++) {
            String inner = taken.getOutput(i).getName();
            String outer = node.outputs().get(i);
            if (failures.isLost(inner)) {
                failures.lose(List.of(outer));
            } else if (!graph.isKnown(inner)) {
                throw new InvalidInput("the branch gives " + Quoted.text(inner) + ", which none of its nodes defines");
            } else if (!outer.isEmpty()) {
                graph.alias(outer, graph.symbol(inner));
            }
        }
    }
}
