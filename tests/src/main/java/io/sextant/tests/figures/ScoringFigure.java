package io.sextant.tests.figures;

import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.quantity.Metric;
import io.sextant.search.cost.Additive;
import io.sextant.search.cost.CostTable;
import io.sextant.search.cost.SpaceKernels;
import io.sextant.search.space.Genotype;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.space.Spaces;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** How many candidates of {@code mobilenetv3} one core scores in a second by flat tables: latency, parameters and MACs of each. */
final class ScoringFigure {
    private static final double GOAL = 300_000;
    private static final int CANDIDATES = 1 << 13;
    private static final int ROUNDS = 200;
    private static final int QUICK_ROUNDS = 5;

    private ScoringFigure() {
    }

    static Figure measure(boolean quick) {
        SearchSpace space = Spaces.named("mobilenetv3");
        Fusion fusion = Fusion.parse("convolution > batch_norm > binary(add) > unary(relu, hard_sigmoid)");
        CostTable table = CostTable.of(space, Map.of(Metric.PARAMS, Additive.parameters(), Metric.MACS, Additive.macs(),
            Metric.LATENCY, new Additive(SpaceKernels.summed(fusion, kernel -> kernel.text().length()), 0)));
        SplittableRandom random = new SplittableRandom(7);
        List<Genotype> genotypes = Stream.generate(() -> space.sample(random)).limit(CANDIDATES).toList();
        double[] rates = new double[quick ? QUICK_ROUNDS : ROUNDS];
        double sum = 0;
        for (int round = 0; round < rates.length; round++) {
            long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (Genotype genotype : genotypes) {
                sum += table.costs(genotype).get(Metric.LATENCY);
            }
            rates[round] = CANDIDATES * 1e9 / (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun);
        }
        if (!(sum > 0)) {
            throw new IllegalStateException("scores are above zero, their sum is " + sum);
        }
        Arrays.sort(rates);
        double median = rates[rates.length / 2];
        return new Figure("candidates of mobilenetv3 scored, a second and core", ">= 300,000", "-",
            String.format(Locale.ROOT, "%,.0f", median), String.format(Locale.ROOT, "%.1f", median / GOAL), median >= GOAL);
    }
}
