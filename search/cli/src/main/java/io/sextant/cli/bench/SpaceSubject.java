package io.sextant.cli.bench;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Fusion;
import io.sextant.latency.campaign.CampaignItem;
import io.sextant.search.cost.SpaceKernels;
import io.sextant.search.space.Genotype;
import io.sextant.search.space.SearchSpace;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * All networks of a space.
 *
 * @param fusion what the backend fuses in them
 */
public record SpaceSubject(SearchSpace space, Fusion fusion) implements LutSubject {
    private static final int DRAWS = 16;

    @Override
    public String name() {
        return "space " + space.name();
    }

    @Override
    public List<CampaignItem> kernels() {
        return SpaceKernels.of(space, fusion).entrySet().stream()
            .map(entry -> new CampaignItem(entry.getKey(), entry.getValue())).toList();
    }

    @Override
    public List<Graph> networks(int count, long seed) {
        Set<Genotype> drawn = new LinkedHashSet<>();
        SplittableRandom random = new SplittableRandom(seed);
        for (int draw = 0; drawn.size() < count && draw < DRAWS * count; draw++) {
            drawn.add(space.sample(random));
        }
        return drawn.stream().map(genotype -> space.deployed(genotype)).toList();
    }
}
