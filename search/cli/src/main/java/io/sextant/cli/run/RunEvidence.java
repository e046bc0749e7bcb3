package io.sextant.cli.run;

import io.sextant.cli.bench.Ranking;
import io.sextant.cli.report.data.CostModel;
import io.sextant.cli.report.data.Fact;
import io.sextant.device.measure.LayerProfile;
import io.sextant.ir.memory.ArenaPlan;
import io.sextant.ir.quantity.Quantity;
import io.sextant.latency.Correction;
import io.sextant.latency.Lut;
import io.sextant.search.screening.StaticCosts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a run's numbers rest on.
 *
 * @param ranking how the winner ran; empty if there is none
 * @param arena  in which the winner's activations lie; empty if there is none
 * @param lut    what candidates were predicted with; empty if each was measured
 * @param reused kernels of the LUT that earlier runs had measured
 * @param integers the winner on integers; empty if it was not asked for
 */
public record RunEvidence(Optional<Ranking> ranking, Optional<ArenaPlan> arena, Optional<Lut> lut, int reused,
    Optional<IntegerWinner> integers) {
    public static final RunEvidence NONE = new RunEvidence(Optional.empty(), Optional.empty(), Optional.empty(), 0,
        Optional.empty());

    /** Where the winner's time goes; empty if there is none, or it could not be profiled. */
    Optional<LayerProfile> layers() {
        return ranking.flatMap(Ranking::layers);
    }

    /** What candidates were predicted with, in a sentence. */
    Optional<String> costWords() {
        return lut.map(table -> "predicted from a LUT of " + table.rows().size() + " kernels, " + reused + " of them from earlier runs"
            + table.corrections().stream().map(correction -> String.format(Locale.ROOT, "; error %.1f %% on %d networks",
                100 * correction.error(), correction.networks())).findFirst().orElse(""));
    }

    /** What RAM and flash are estimates from, and the plan of the winner's arena, as a JSON tree. */
    Map<String, Object> memoryTree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("ram", StaticCosts.RAM);
        tree.put("flash", StaticCosts.FLASH);
        arena.ifPresent(plan -> {
            tree.put("peak_bytes", plan.peakBytes());
            tree.put("lower_bound_bytes", plan.lowerBound());
            tree.put("gap", plan.gap());
        });
        return tree;
    }

    /** What candidates cost by, as a JSON tree. */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("source", lut.isPresent() ? "lut" : "measured");
        lut.ifPresent(table -> {
            tree.put("kernels", table.rows().size());
            tree.put("reused", reused);
            table.corrections().stream().findFirst().ifPresent(correction -> {
                tree.put("implementation", correction.target().implementation());
                tree.put("error", correction.error());
            });
        });
        return tree;
    }

    Optional<CostModel> costModel() {
        return lut.map(table -> {
            List<Fact> facts = new ArrayList<>(List.of(new Fact("file", RunCosts.LUT),
                new Fact("kernels", String.valueOf(table.rows().size())), new Fact("from earlier runs", String.valueOf(reused)),
                new Fact("device", table.device())));
            table.corrections().forEach(correction -> facts.addAll(facts(correction)));
            return new CostModel("a lookup table of " + table.rows().size() + " kernels, measured on this device", facts);
        });
    }

    private static List<Fact> facts(Correction correction) {
        return List.of(new Fact("implementation", correction.target().implementation()),
            new Fact("prediction", String.format(Locale.ROOT, "%s + %.3f x the sum of the kernels", Quantity.time(correction.fixedNanos()),
                correction.scale())),
            new Fact("learned from", correction.networks() + " whole networks"),
            new Fact("error", String.format(Locale.ROOT, "%.1f %% root mean square, each network predicted by the others",
                100 * correction.error())));
    }
}
