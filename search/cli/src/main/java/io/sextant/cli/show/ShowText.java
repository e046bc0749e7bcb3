package io.sextant.cli.show;

import io.sextant.cli.terminal.Table;
import io.sextant.device.profile.DeviceProfile;
import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.quantity.Quantity;
import io.sextant.ir.text.GraphText;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A shown model for a person. */
final class ShowText {
    private static final String LINE = "%-10s  %s%n";

    private final Shown shown;

    ShowText(Shown shown) {
        this.shown = shown;
    }

    /** @param ir whether the text form comes first */
    String text(boolean ir) {
        String graph = ir ? GraphText.print(shown.graph(), GraphText.Weights.ELIDED) + "\n" : "";
        return (graph + table() + "\n" + totals() + floors()).stripTrailing();
    }

    private Table table() {
        Table table = new Table("result", "kernel", "type", "MACs", "params", "weights B", "read B", "written B", "floor", "share", "bound");
        shown.places().forEach(place -> {
            Layer layer = shown.layers().get(place);
            Floor floor = shown.floors().get(place);
            boolean known = floor.bound() != Floor.Bound.UNKNOWN;
            table.row("%" + layer.placed().result().id(), layer.placed().kernel().label(), layer.placed().result().type().toString(),
                grouped(layer.macs()), grouped(layer.parameters()), grouped(layer.weightBytes()), grouped(layer.bytesRead()),
                grouped(layer.bytesWritten()), known ? Quantity.time(floor.nanos()).toString() : "-",
                known ? percent(shown.share(floor)) : "-", floor.bound().text());
        });
        return table;
    }

    private String totals() {
        GraphCost cost = shown.cost();
        return line("costs", String.format(Locale.ROOT, "%s MACs, %s parameters (and %s running statistics), %s B of weights, at most %s B of "
                + "activations alive", grouped(cost.macs()), grouped(cost.parameters()), grouped(cost.statistics()),
                grouped(cost.weightBytes()), grouped(cost.peakActivationBytes())))
            + line("layers", shown.layers().size() + " kernels of " + cost.nodes().size() + " operators")
            + line("structure", GraphHash.structure(shown.graph()));
    }

    private String floors() {
        StringBuilder text = new StringBuilder();
        if (shown.roofline().isKnown()) {
            text.append(line("floor", Quantity.time(shown.floorNanos()) + " on one core, less than any implementation takes: "
                + percent(shown.share(Floor.Bound.COMPUTE)) + " of it bound by compute, " + percent(shown.share(Floor.Bound.MEMORY))
                + " by memory"));
        }
        shown.device().ifPresent(device -> text.append(line("device", described(device))));
        shown.missing().forEach(what -> text.append(line("missing", what)));
        return text.toString();
    }

    private String described(DeviceProfile device) {
        String peak = shown.roofline().peakGigaflops().map(rate -> String.format(Locale.ROOT, ", peak %.4g GFLOP/s", rate)).orElse("");
        Map<String, Double> shares = shown.roofline().shares(shown.cost().weightBytes());
        String weights = shares.isEmpty() ? "" : shares.entrySet().stream().map(share -> percent(share.getValue()) + " " + share.getKey())
            .collect(Collectors.joining(", ", ", weights at best in ", ""));
        return device.id() + " " + device.fingerprint() + " (" + device.processor().model().name() + ")" + peak + weights;
    }

    private static String line(String name, String value) {
        return String.format(LINE, name, value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
