package io.sextant.cli.report.data;

import java.util.List;

/**
 * What candidates were costed with, when it was not by measuring each of them.
 *
 * @param summary in one sentence: {@code a table of 151 kernels, measured on this device}
 * @param facts   its source, size and correction, its error on networks it was not made from, ...; in the order to be shown
 */
public record CostModel(String summary, List<Fact> facts) {
    public CostModel {
        facts = List.copyOf(facts);
    }
}
