package io.sextant.cli.report;

import io.sextant.cli.report.data.CostModel;
import io.sextant.cli.report.data.ReportData;
import io.sextant.cli.report.markup.Markup;

/** What the search's numbers of cost rest on. */
final class CostSection {
    private CostSection() {
    }

    static Section of(ReportData data) {
        Markup body = data.evidence().costModel().map(CostSection::body)
            .orElseGet(() -> new Markup().element("p", data.trials().kind().filter(kind -> !kind.equals("measured"))
                .map(kind -> "The search's costs are " + kind + "; by what is not recorded.")
                .orElse("Candidates were measured one by one; no table or predictor stood in for a measurement.")));
        return new Section("costs", "Cost model", body);
    }

    private static Markup body(CostModel model) {
        return new Markup().element("p", model.summary(), "class", "sentence").include(Section.facts("long", model.facts()));
    }
}
