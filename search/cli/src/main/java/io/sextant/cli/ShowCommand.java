package io.sextant.cli;

import io.sextant.cli.run.JsonText;
import io.sextant.cli.terminal.ExitCode;
import io.sextant.cli.terminal.Models;
import io.sextant.cli.terminal.OutputOptions;
import io.sextant.cli.terminal.Table;
import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.cost.NodeCost;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.text.GraphText;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "show", mixinStandardHelpOptions = true, description = "Prints a model as Sextant sees it: its operators, and what each costs.",
    footer = {"", "Example:", "  sextant show runs/<id>/winner.onnx"})
final class ShowCommand implements Callable<Integer> {
    private static final String SCHEMA = "sextant-show/1";

    @Mixin
    private OutputOptions output;

    @Parameters(paramLabel = "MODEL", description = "An ONNX file.")
    private Path model;

    @Override
    public Integer call() {
        Graph graph = Models.read(model);
        GraphCost cost = GraphCost.of(graph);
        System.out.println(output.json ? JsonText.indented(tree(graph, cost)) : text(graph, cost));
        return ExitCode.DONE;
    }

    private String text(Graph graph, GraphCost cost) {
        Table table = new Table("node", "operator", "result", "MACs", "parameters", "read B", "written B");
        for (NodeCost node : cost.nodes()) {
            table.row("%" + node.node().result().id(), node.node().op().mnemonic(), node.node().result().type().toString(),
                grouped(node.macs()), grouped(node.parameters()), grouped(node.bytesRead()), grouped(node.bytesWritten()));
        }
        return GraphText.print(graph, GraphText.Weights.ELIDED) + "\n" + table + "\n" + String.format(Locale.ROOT,
            "%s MACs, %s parameters (and %s running statistics), %s B of weights, at most %s B of activations alive%nstructure %s",
            grouped(cost.macs()), grouped(cost.parameters()), grouped(cost.statistics()), grouped(cost.weightBytes()),
            grouped(cost.peakActivationBytes()), GraphHash.structure(graph));
    }

    private Map<String, Object> tree(Graph graph, GraphCost cost) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", SCHEMA);
        tree.put("model", model.toString());
        tree.put("structure", GraphHash.structure(graph));
        tree.put("macs", cost.macs());
        tree.put("params", cost.parameters());
        tree.put("statistics", cost.statistics());
        tree.put("weight_bytes", cost.weightBytes());
        tree.put("peak_activation_bytes", cost.peakActivationBytes());
        tree.put("nodes", cost.nodes().stream().map(ShowCommand::node).toList());
        tree.put("text", List.of(GraphText.print(graph, GraphText.Weights.ELIDED).split("\n")));
        return tree;
    }

    private static Map<String, Object> node(NodeCost node) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("value", node.node().result().id());
        tree.put("operator", node.node().op().mnemonic());
        tree.put("type", node.node().result().type().toString());
        tree.put("macs", node.macs());
        tree.put("params", node.parameters());
        tree.put("bytes_read", node.bytesRead());
        tree.put("bytes_written", node.bytesWritten());
        return tree;
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
