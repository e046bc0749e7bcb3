package io.sextant.cli.bench;

import io.sextant.cli.terminal.Models;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.Kernel;
import io.sextant.ir.kernel.Kernels;
import io.sextant.latency.campaign.CampaignItem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Models that were given.
 *
 * @param fusions what the backend fuses in each
 */
public record ModelSubject(List<Graph> models, Function<Graph, Fusion> fusions) implements LutSubject {
    public ModelSubject {
        models = List.copyOf(models);
    }

    @Override
    public String name() {
        return models.size() == 1 ? "one model" : models.size() + " models";
    }

    @Override
    public List<CampaignItem> kernels() {
        Map<Kernel, Double> occurrences = new LinkedHashMap<>();
        models.forEach(model -> Kernels.of(model, fusions.apply(model))
            .forEach(placed -> occurrences.merge(placed.kernel(), 1.0 / models.size(), Double::sum)));
        return occurrences.entrySet().stream().map(entry -> new CampaignItem(entry.getKey(), entry.getValue())).toList();
    }

    @Override
    public List<Graph> networks(int count, long seed) {
        return models.subList(0, Math.min(count, models.size()));
    }
}
