package io.sextant.latency.campaign;

import static io.sextant.latency.campaign.CampaignBench.HOUR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Kernel;
import io.sextant.latency.LutRow;
import io.sextant.latency.Provenance;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kernels are repeated until they are known to two per cent, or the row says why not. */
class RefinementTest {
    private static final Kernel KERNEL = SampleKernels.SERIAL;
    private static final Kernel OTHER = SampleKernels.EXPANSION;

    @TempDir
    Path home;
    private CampaignBench bench;
    private final TimedProfiler profiler = new TimedProfiler();

    @BeforeEach
    void open() {
        bench = new CampaignBench(home);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** A share of what a graph takes, normally distributed over the processes. */
    private static TimedProfiler.Noise noise(double share) {
        return (graph, process) -> share * TimedProfiler.nanos(graph) * new Random(31L * process + graph.nodes().size()).nextGaussian();
    }

    private static boolean isOf(Kernel kernel, Graph graph) {
        return graph.constants().keySet().stream().map(value -> value.type()).toList()
            .contains(kernel.body().constants().keySet().iterator().next().type());
    }

    private static String reason(LutRow row) {
        return row.protocol().substring(row.protocol().indexOf("; ") + 2);
    }

    @Test
    void goesOnUntilTwoPerCent() {
        profiler.noise = (graph, process) -> process < 2 ? noise(0.2).nanos(graph, process) : noise(0.005).nanos(graph, process);

        Campaign.Result result = bench.refine(profiler, List.of(KERNEL));

        LutRow row = result.rows().get(0);
        assertTrue(row.n() > 5 && row.n() < 30 && row.n() % 5 == 0, row::toString);
        assertTrue(row.interval().orElseThrow().relativeHalfWidth() <= 0.02, row::toString);
        assertTrue(reason(row).matches("within [01]\\.[0-9] %"), row::protocol);
        assertEquals(1, result.settled());
        assertEquals(row.n() / 5, profiler.calls.size());
        assertEquals(TimedProfiler.nanos(KERNEL.body()), CampaignBench.nanos(row), 0.02 * CampaignBench.nanos(row));
    }

    @Test
    void repeatsOnlyWhatIsUncertain() {
        profiler.noise = (graph, process) -> isOf(KERNEL, graph) ? noise(0.1).nanos(graph, process) : 0;

        List<LutRow> rows = bench.refine(profiler, List.of(OTHER, KERNEL)).rows();

        assertEquals(5, rows.get(0).n());
        assertTrue(rows.get(1).n() > 5, rows::toString);
        profiler.calls.subList(1, profiler.calls.size())
            .forEach(graphs -> assertTrue(graphs.stream().allMatch(graph -> isOf(KERNEL, graph)), "the other one again"));
        assertEquals("repeating kernels that are not known to 2 % yet 1",
            bench.heard.stream().filter(sentence -> sentence.startsWith("repeating")).findFirst().orElseThrow());
    }

    @Test
    void processesThatDifferAreGivenUpAfterThirty() {
        profiler.noise = noise(0.5);

        Campaign.Result result = bench.refine(profiler, List.of(KERNEL));

        LutRow row = result.rows().get(0);
        assertEquals(30, row.n());
        assertTrue(reason(row).matches("within [0-9]+\\.[0-9] %: processes differ, after 30 of them"), row::protocol);
        assertEquals(0, result.settled());
        assertEquals(6, profiler.calls.size());
    }

    @Test
    void eachBatchHasAnotherSeed() {
        profiler.noise = noise(0.5);
        bench.refine(profiler, List.of(KERNEL));

        assertEquals(6, profiler.plans.stream().map(plan -> plan.seed()).distinct().count());
    }

    @Test
    void whatHardlyMattersIsLeftAsItIs() {
        profiler.noise = (graph, process) -> isOf(KERNEL, graph) ? noise(0.1).nanos(graph, process) : 0;
        List<CampaignItem> items = List.of(new CampaignItem(KERNEL, 1), new CampaignItem(OTHER, 1e5));

        LutRow row = bench.campaign(profiler).run(new Campaign.Order(items, HOUR, true, false)).rows().get(0);

        assertEquals(5, row.n());
        assertTrue(reason(row).matches("within [0-9]+\\.[0-9] %: [0-9.]+ us are below 0\\.02 % of a network"), row::protocol);
    }

    @Test
    void theBudgetEndsIt() {
        profiler.noise = noise(0.5);
        profiler.before = () -> bench.now += 1_000;

        LutRow row = bench.campaign(profiler).run(new Campaign.Order(CampaignBench.items(List.of(KERNEL)), 2_500, true, false)).rows().get(0);

        assertEquals(10, row.n());
        assertTrue(reason(row).matches("within [0-9]+\\.[0-9] %: the budget was over"), row::protocol);
        assertEquals("the budget is over before 1 of 1 kernels are known to 2 %", bench.heard.get(bench.heard.size() - 1));
    }

    @Test
    void theNextCampaignGoesOnWithTheProcessesThatAreKnown() {
        profiler.noise = noise(0.5);
        bench.measure(profiler, List.of(KERNEL));

        Campaign.Result result = bench.refine(profiler, List.of(KERNEL));

        assertEquals(30, result.rows().get(0).n());
        assertEquals(6, profiler.calls.size());
        bench.refine(profiler, List.of(KERNEL));
        assertEquals(6, profiler.calls.size(), "thirty are enough for ever");
    }

    @Test
    void aRepeatThatFailsKeepsTheTimeAndSaysSo() {
        profiler.noise = noise(0.5);
        profiler.failure = graph -> profiler.calls.size() == 2 ? Optional.of("out of memory") : Optional.empty();

        Campaign.Result result = bench.refine(profiler, List.of(KERNEL));

        LutRow row = result.rows().get(0);
        assertEquals(Provenance.MEASURED, row.kind());
        assertEquals(5, row.n());
        assertEquals(2, profiler.calls.size());
        assertTrue(reason(row).matches("within [0-9]+\\.[0-9] %: repeating it failed: out of memory"), row::protocol);
    }

    @Test
    void theMostHarmfulIsRepeatedFirst() {
        profiler.noise = noise(0.2);
        profiler.before = () -> bench.now += 1_000;
        List<Kernel> kernels = SampleKernels.dense(80);
        List<CampaignItem> items = kernels.stream()
            .map(kernel -> new CampaignItem(kernel, kernels.indexOf(kernel) < 16 ? 1e-3 : 1)).toList();

        bench.campaign(profiler).run(new Campaign.Order(items, 4_000, true, false));

        Set<Kernel> first = profiler.kernels().get(2);
        assertTrue(kernels.subList(16, 80).stream().anyMatch(first::contains), first::toString);
        assertTrue(kernels.subList(0, 16).stream().noneMatch(first::contains), "rare ones before frequent ones");
    }
}
