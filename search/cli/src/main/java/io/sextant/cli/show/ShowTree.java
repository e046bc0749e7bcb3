package io.sextant.cli.show;

import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.cost.NodeCost;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.text.GraphText;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A shown model as a JSON tree. */
final class ShowTree {
    static final String SCHEMA = "sextant-show/1";

    private final Shown shown;

    ShowTree(Shown shown) {
        this.shown = shown;
    }

    /** @param ir whether the text form is among it, a line each */
    Map<String, Object> tree(Path model, boolean ir) {
        GraphCost cost = shown.cost();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", SCHEMA);
        tree.put("model", model.toString());
        tree.put("structure", GraphHash.structure(shown.graph()));
        tree.put("macs", cost.macs());
        tree.put("params", cost.parameters());
        tree.put("statistics", cost.statistics());
        tree.put("weight_bytes", cost.weightBytes());
        tree.put("peak_activation_bytes", cost.peakActivationBytes());
        tree.put("floor", floor());
        tree.put("layers", shown.places().mapToObj(this::layer).toList());
        tree.put("nodes", cost.nodes().stream().map(ShowTree::node).toList());
        if (ir) {
            tree.put("text", List.of(GraphText.print(shown.graph(), GraphText.Weights.ELIDED).split("\n")));
        }
        return tree;
    }

    private Map<String, Object> floor() {
        Map<String, Object> tree = new LinkedHashMap<>();
        shown.device().ifPresent(device -> {
            tree.put("device", device.id());
            tree.put("fingerprint", device.fingerprint());
        });
        shown.roofline().peakGigaflops().ifPresent(peak -> tree.put("peak_gflops", peak));
        tree.put("weights_in", shown.roofline().shares(shown.cost().weightBytes()));
        if (shown.roofline().isKnown()) {
            tree.put("total_ns", shown.floorNanos());
            tree.put("compute_share", shown.share(Floor.Bound.COMPUTE));
            tree.put("memory_share", shown.share(Floor.Bound.MEMORY));
        }
        tree.put("missing", shown.missing());
        return tree;
    }

    private Map<String, Object> layer(int place) {
        Layer layer = shown.layers().get(place);
        Floor floor = shown.floors().get(place);
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("value", layer.placed().result().id());
        tree.put("kernel", layer.placed().kernel().signature());
        tree.put("label", layer.placed().kernel().label());
        tree.put("type", layer.placed().result().type().toString());
        tree.put("macs", layer.macs());
        tree.put("params", layer.parameters());
        tree.put("weight_bytes", layer.weightBytes());
        tree.put("bytes_read", layer.bytesRead());
        tree.put("bytes_written", layer.bytesWritten());
        if (floor.bound() != Floor.Bound.UNKNOWN) {
            floor.compute().ifPresent(nanos -> tree.put("compute_ns", nanos));
            floor.memory().ifPresent(nanos -> tree.put("memory_ns", nanos));
            tree.put("floor_ns", floor.nanos());
            tree.put("share", shown.share(floor));
            tree.put("bound", floor.bound().text());
        }
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
}
