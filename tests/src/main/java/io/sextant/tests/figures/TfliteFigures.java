package io.sextant.tests.figures;

import io.sextant.ir.graph.Graph;
import io.sextant.tests.agreement.Agreement;
import io.sextant.tests.agreement.AgreementTable;
import io.sextant.tests.agreement.OperatorCases;
import io.sextant.tests.agreement.QuantisedCase;
import io.sextant.tests.agreement.QuantisedNetworks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Exported int8 models in TFLite itself, without delegates, against the interpreter: how many elements differ. Each operator on random
 * graphs, whole networks layer by layer.
 */
final class TfliteFigures implements FigureSet {
    private static final int CASES = 1000;
    private static final int QUICK_CASES = 3;
    private static final int INPUTS = 8;

    @Override
    public List<Figure> measure(boolean quick) {
        List<Figure> figures = new ArrayList<>();
        for (String operator : OperatorCases.names()) {
            Note.progress(operator);
            AgreementTable.Row row = AgreementTable.row(operator, quick ? QUICK_CASES : CASES);
            String name = String.format(Locale.ROOT, "%s, %,d graphs", operator, row.cases());
            figures.add(figure(name, row.agreement(), row.failures()));
        }
        QuantisedNetworks.real(quick).forEach((name, network) -> {
            Note.progress(name);
            figures.add(network(name, network, quick ? 1 : INPUTS));
        });
        return figures;
    }

    private static Figure network(String name, Graph real, int inputs) {
        Graph quantised = QuantisedNetworks.quantised(real);
        Agreement all = Agreement.NOTHING;
        for (int seed = 0; seed < inputs; seed++) {
            QuantisedCase example = new QuantisedCase(quantised, QuantisedNetworks.inputs(quantised, seed));
            all = all.and(Agreement.layerByLayer(example));
        }
        return figure(String.format(Locale.ROOT, "%s, %d layers, %d inputs", name, quantised.nodes().size(), inputs), all, List.of());
    }

    /** The peer is how many elements TFLite gave, ours how many of them the interpreter gave otherwise. */
    private static Figure figure(String name, Agreement agreement, List<String> failures) {
        boolean reached = agreement.isExact() && failures.isEmpty() && agreement.elements() > 0;
        String ours = String.format(Locale.ROOT, "%,d, at most by %d", agreement.differing(), agreement.maxStep());
        return new Figure(name, "0 differ", String.format(Locale.ROOT, "%,d elements", agreement.elements()),
            failures.isEmpty() || !agreement.isExact() ? ours : failures.get(0), agreement.isExact() ? "-" : String.format(Locale.ROOT, "%.1e",
            (double) agreement.differing() / agreement.elements()), reached);
    }
}
