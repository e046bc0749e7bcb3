package io.sextant.search.screening;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.quantity.Metric;
import io.sextant.search.limit.Limit;
import io.sextant.search.limit.Verdict;
import io.sextant.search.port.Candidate;
import io.sextant.search.port.Estimate;
import io.sextant.search.space.Genotype;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.strategy.Screen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Holds networks of a space against those limits that need no measurement. Not for several threads at once. */
public final class LimitScreen implements Screen {
    /** What is asked again is asked soon: of the proposals of a batch. */
    private static final int REMEMBERED = 4096;

    private final SearchSpace space;
    private final Fusion fusion;
    private final List<Limit> limits;
    private final boolean limitsRam;
    private final Map<Genotype, Map<Metric, Estimate>> known = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Genotype, Map<Metric, Estimate>> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * @param fusion what the backend fuses in networks of the space
     * @param limits all of the search; those on what has to be measured are not looked at
     */
    public LimitScreen(SearchSpace space, Fusion fusion, List<Limit> limits) {
        this.space = space;
        this.fusion = fusion;
        this.limits = limits.stream().filter(limit -> isKnown(limit.metric())).toList();
        this.limitsRam = this.limits.stream().anyMatch(limit -> limit.metric() == Metric.RAM);
    }

    /** Whether a metric follows from a network's definition. */
    public static boolean isKnown(Metric metric) {
        return switch (metric) {
            case RAM, FLASH, PARAMS, MACS -> true;
            case LATENCY, ENERGY -> false;
        };
    }

    /** The space whose networks it judges. */
    public SearchSpace space() {
        return space;
    }

    /** Lowers the network only where a limit needs it. */
    @Override
    public double violation(Genotype genotype) {
        return limits.isEmpty() ? 0 : violation(limited(genotype, () -> space.deployed(genotype)));
    }

    /** Whether a candidate meets every limit that can be told. */
    boolean passes(Candidate candidate) {
        return limits.isEmpty() || violation(limited(candidate.genotype(), candidate::deployed)) == 0;
    }

    /** What is known of a candidate without a measurement. */
    Map<Metric, Estimate> metrics(Candidate candidate) {
        return known.compute(candidate.genotype(), (asked, before) -> before != null && before.containsKey(Metric.RAM) ? before
            : StaticCosts.of(candidate.deployed(), fusion));
    }

    /** At least what limits speak of: to plan the memory of each network that is looked at takes its time. */
    private Map<Metric, Estimate> limited(Genotype genotype, Supplier<Graph> graph) {
        return known.computeIfAbsent(genotype,
            asked -> limitsRam ? StaticCosts.of(graph.get(), fusion) : StaticCosts.unplanned(graph.get()));
    }

    private double violation(Map<Metric, Estimate> metrics) {
        return limits.stream().map(limit -> limit.verdict(metrics.get(limit.metric()))).mapToDouble(Verdict::violation).max().orElse(0);
    }
}
