package io.sextant.latency.campaign;

import static io.sextant.latency.campaign.CampaignBench.HOUR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.Kernel;
import io.sextant.ir.kernel.Kernels;
import io.sextant.latency.LutRow;
import io.sextant.latency.Provenance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which kernels a campaign measures, in what order, and what it keeps. */
class CampaignTest {
    private static final int BATCH = 64;
    /** From the lightest to the heaviest. */
    private static final List<Kernel> KERNELS = SampleKernels.dense(150);

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

    private static Function<Graph, Optional<String>> failing(Kernel kernel, String reason) {
        return graph -> Kernels.of(graph, Fusion.NONE).stream().anyMatch(placed -> placed.kernel().equals(kernel))
            ? Optional.of(reason) : Optional.empty();
    }

    private List<Integer> measuredPerCall() {
        return profiler.kernels().stream().map(kernels -> (int) KERNELS.stream().filter(kernels::contains).count()).toList();
    }

    @Test
    void theHeaviestComeFirstAndRowsInTheOrderOfTheItems() {
        List<Kernel> shuffled = new ArrayList<>(KERNELS);
        Collections.shuffle(shuffled, new Random(1));

        Campaign.Result result = bench.measure(profiler, shuffled);

        assertEquals(List.of(BATCH, BATCH, 22), measuredPerCall());
        assertTrue(profiler.kernels().get(0).containsAll(KERNELS.subList(86, 150)));
        assertTrue(profiler.kernels().get(2).containsAll(KERNELS.subList(0, 22)));
        assertEquals(shuffled.stream().map(Kernel::signature).toList(), result.rows().stream().map(row -> row.key().kernel()).toList());
        assertEquals(List.of(), result.missing());
        assertEquals(0, result.reused());
        assertEquals(150, result.settled());
        assertEquals("measuring kernels 150", bench.heard.get(0));
        assertEquals(150, Collections.frequency(bench.heard, "done"));
    }

    @Test
    void whatNetworksHaveOftenComesBeforeWhatIsHeavy() {
        List<CampaignItem> items = IntStream.range(0, 150).mapToObj(i -> new CampaignItem(KERNELS.get(i), i < BATCH ? 100 : 0.1)).toList();

        bench.campaign(profiler).run(new Campaign.Order(items, HOUR, false, false));

        assertTrue(profiler.kernels().get(0).containsAll(KERNELS.subList(0, BATCH)));
    }

    @Test
    void aBatchThatDoesNotFitIsNotBegun() {
        profiler.before = () -> bench.now += BATCH * 1_000;

        Campaign.Result result = bench.campaign(profiler).run(CampaignBench.order(KERNELS, 2 * BATCH * 1_000 + 21_000));

        assertEquals(List.of(BATCH, BATCH), measuredPerCall());
        assertEquals(128, result.rows().size());
        assertEquals(KERNELS.subList(0, 22), result.missing());
        assertEquals("the budget is over before 22 of 150 kernels were measured", bench.heard.get(bench.heard.size() - 1));
    }

    @Test
    void whereTheLastBatchJustFitsNothingIsMissing() {
        profiler.before = () -> bench.now += (profiler.calls.size() < 2 ? BATCH : 22) * 1_000;

        assertEquals(List.of(), bench.campaign(profiler).run(CampaignBench.order(KERNELS, 2 * BATCH * 1_000 + 23_000)).missing());
    }

    @Test
    void withoutTimeNothingIsMeasured() {
        Campaign.Result result = bench.campaign(profiler).run(CampaignBench.order(KERNELS, 0));

        assertEquals(List.of(), profiler.calls);
        assertEquals(KERNELS, result.missing());
    }

    @Test
    void heavyWeightsShareAProcessWithFewOthers() {
        List<Kernel> heavy = IntStream.rangeClosed(1, 6).mapToObj(i -> SampleKernels.dense(4_096 + i, 4_096)).toList();

        bench.measure(profiler, heavy);

        assertEquals(6, profiler.calls.size());
    }

    @Test
    void aSecondCampaignMeasuresNothingAgain() {
        List<LutRow> first = bench.measure(profiler, KERNELS).rows();
        bench.close();
        bench = new CampaignBench(home);
        TimedProfiler unused = new TimedProfiler();

        Campaign.Result again = bench.measure(unused, KERNELS);

        assertEquals(List.of(), unused.calls);
        assertEquals(first, again.rows());
        assertEquals(150, again.reused());
        assertEquals(List.of(), bench.heard);
    }

    @Test
    void anInterruptedCampaignLosesOneBatchAtMost() {
        profiler.before = () -> {
            if (profiler.calls.size() == 2) {
                throw new IllegalStateException("killed");
            }
        };
        assertThrows(IllegalStateException.class, () -> bench.measure(profiler, KERNELS));
        bench.close();
        bench = new CampaignBench(home);
        profiler.calls.clear();
        profiler.before = () -> { };

        Campaign.Result result = bench.measure(profiler, KERNELS);

        assertEquals(List.of(22), measuredPerCall());
        assertEquals(128, result.reused());
        assertEquals(150, result.rows().size());
        assertEquals("measuring kernels 22", bench.heard.get(0));
    }

    @Test
    void otherKernelsOfTheStoreAreNoConcern() {
        bench.measure(profiler, KERNELS.subList(0, 10));
        profiler.calls.clear();

        Campaign.Result result = bench.measure(profiler, KERNELS.subList(5, 15));

        assertEquals(List.of(5), measuredPerCall());
        assertEquals(5, result.reused());
        assertEquals(10, result.rows().size());
    }

    @Test
    void freshMeasuresEverythingAnewAndForgetsWhatWasKnown() {
        bench.measure(profiler, KERNELS.subList(0, 3));
        TimedProfiler slower = new TimedProfiler();
        slower.noise = (graph, process) -> TimedProfiler.nanos(graph);

        List<LutRow> fresh = bench.campaign(slower).run(new Campaign.Order(CampaignBench.items(KERNELS.subList(0, 3)), HOUR, false, true)).rows();

        assertEquals(1, slower.calls.size());
        assertEquals(2 * TimedProfiler.nanos(KERNELS.get(0).body()), CampaignBench.nanos(fresh.get(0)), 1e-3);
        assertEquals(5, fresh.get(0).n());
        assertEquals(fresh, bench.measure(profiler, KERNELS.subList(0, 3)).rows());
    }

    @Test
    void aFailureCostsNobodyElse() {
        profiler.failure = failing(KERNELS.get(1), "the engine\ncrashed");

        Campaign.Result result = bench.measure(profiler, KERNELS.subList(0, 3));

        LutRow failed = result.rows().get(1);
        assertEquals(Provenance.FAILED, failed.kind());
        assertEquals("chain-differences/3 repeats=12-4 rounds=4 samples=2; the engine crashed", failed.protocol());
        assertEquals(List.of(Provenance.MEASURED, Provenance.FAILED, Provenance.MEASURED), result.rows().stream().map(LutRow::kind).toList());
        assertEquals(List.of(), result.missing());
        assertEquals(2, result.settled());
    }

    @Test
    void whatFailedIsTriedAgainNextTime() {
        profiler.failure = failing(KERNELS.get(1), "out of memory");
        bench.measure(profiler, KERNELS.subList(0, 3));
        TimedProfiler next = new TimedProfiler();

        Campaign.Result result = bench.measure(next, KERNELS.subList(0, 3));

        assertEquals(List.of(Set.of(KERNELS.get(1))), next.kernels().stream()
            .map(kernels -> Set.copyOf(KERNELS.stream().filter(kernels::contains).toList())).toList());
        assertEquals(Provenance.MEASURED, result.rows().get(1).kind());
        assertEquals(2, result.reused());
    }

    @Test
    void aFailureOfWhatIsSubtractedIsOneOfTheKernel() {
        Graph neighbours = Term.of(SampleKernels.RELU).get(1).chain().repeated(12);
        profiler.failure = graph -> graph.nodes().size() == neighbours.nodes().size() ? Optional.of("lost") : Optional.empty();

        List<LutRow> rows = bench.measure(profiler, List.of(SampleKernels.RELU, SampleKernels.SERIAL)).rows();

        assertEquals(List.of(Provenance.FAILED, Provenance.MEASURED), rows.stream().map(LutRow::kind).toList());
    }
}
