package io.sextant.cli.report;

import io.sextant.cli.report.chart.Bar;
import io.sextant.cli.report.data.Layers;
import io.sextant.cli.report.data.Numbers;
import io.sextant.cli.report.data.ReportData;
import io.sextant.cli.report.markup.Markup;
import java.util.Arrays;

/** Where the winner's time goes. */
final class LayersSection {
    private LayersSection() {
    }

    static Section of(ReportData data) {
        Markup body = data.evidence().layers().filter(layers -> !layers.all().isEmpty()).map(LayersSection::body)
            .orElseGet(() -> new Markup().element("p", data.winner().isPresent() ? "The winner's layers were not profiled in this run."
                : "There is no winner whose layers could be profiled."));
        return new Section("layers", "Layers", "The winner, layer by layer", body);
    }

    private static Markup body(Layers layers) {
        Markup html = new Markup().open("p").text("Total " + layers.total().text() + ". " + concentration(layers)).close();
        html.element("p", "Method: " + layers.method(), "class", "faint");
        html.open("table", "class", "sortable layers");
        html.include(Cells.head("layer", "kernel", "time in " + layers.total().unit(), "share %")).open("tbody");
        double most = layers.all().stream().mapToDouble(Layers.Layer::share).max().orElseThrow();
        layers.all().forEach(layer -> html.include(row(layer, most)));
        return Section.scrolling("Layers of the winner", html.close().close());
    }

    private static Markup row(Layers.Layer layer, double most) {
        Markup html = new Markup().open("tr").element("th", layer.name(), "scope", "row").open("td", "class", "code");
        html.text(layer.kernel().isEmpty() ? layer.operator() : layer.kernel());
        if (!layer.kernel().isEmpty() && !layer.operator().isEmpty()) {
            html.text(" ").element("small", layer.operator());
        }
        html.close().element("td", Numbers.text(layer.time()));
        return html.open("td").text(Numbers.percentage(layer.share())).include(Bar.of(most == 0 ? 0 : layer.share() / most)).close()
            .close();
    }

    /** How few layers take half of the time. */
    private static String concentration(Layers layers) {
        double[] shares = layers.all().stream().mapToDouble(Layers.Layer::share).sorted().toArray();
        double sum = 0;
        int count = 0;
        while (count < shares.length && sum < 0.5 * Arrays.stream(shares).sum()) {
            count++;
            sum += shares[shares.length - count];
        }
        return (count == 1 ? "One of " : count + " of ") + shares.length + " layers " + (count == 1 ? "takes " : "take ")
            + Numbers.percent(sum) + " of it.";
    }
}
