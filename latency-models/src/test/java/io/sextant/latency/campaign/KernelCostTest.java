package io.sextant.latency.campaign;

import static io.sextant.latency.campaign.CampaignBench.TARGET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.device.measure.Clock;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Kernel;
import io.sextant.ir.type.TensorType;
import io.sextant.latency.LutRow;
import io.sextant.latency.Provenance;
import io.sextant.latency.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a graph takes the cost of a call and of its nodes, a campaign finds what each kernel costs. */
class KernelCostTest {
    @TempDir
    Path home;
    private CampaignBench bench;

    @BeforeEach
    void open() {
        bench = new CampaignBench(home);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    static Stream<Kernel> kernels() {
        return SampleKernels.all();
    }

    static Stream<Kernel> heavy() {
        return SampleKernels.heavy();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void isFoundExactly(Kernel kernel) {
        LutRow row = bench.measure(new TimedProfiler(), List.of(kernel)).rows().get(0);

        double expected = TimedProfiler.nanos(kernel, Clock.THREAD_CPU);
        assertEquals(expected, CampaignBench.nanos(row), 1e-6 * expected);
        assertEquals(expected, row.interval().orElseThrow().lo(), 1e-6 * expected);
        assertEquals(TARGET.key(kernel), row.key());
        assertEquals(kernel.text(), row.kernelText());
        assertEquals(Provenance.MEASURED, row.kind());
        assertEquals(5, row.n());
        assertEquals("chain-differences/3 repeats=12-4 rounds=4 samples=2; within 0.0 %", row.protocol());
    }

    @ParameterizedTest
    @MethodSource("heavy")
    void ofHeavyWeightsIsFoundWithFewerRepeats(Kernel kernel) {
        TimedProfiler profiler = new TimedProfiler();

        LutRow row = bench.measure(profiler, List.of(kernel)).rows().get(0);

        double expected = TimedProfiler.nanos(kernel, Clock.THREAD_CPU);
        assertEquals(expected, CampaignBench.nanos(row), 1e-6 * expected);
        TensorType weights = kernel.body().constants().keySet().iterator().next().type();
        for (Graph graph : profiler.calls.get(0)) {
            long copies = graph.constants().keySet().stream().filter(value -> value.type().equals(weights)).count();
            assertTrue(copies <= Math.max(2, (256L << 20) / weights.bytes()), () -> copies + " copies");
        }
    }

    @Test
    void allTogetherAreFoundAsEachAlone() {
        List<Kernel> kernels = kernels().toList();
        TimedProfiler profiler = new TimedProfiler();

        List<LutRow> rows = bench.measure(profiler, kernels).rows();

        for (int i = 0; i < kernels.size(); i++) {
            double expected = TimedProfiler.nanos(kernels.get(i), Clock.THREAD_CPU);
            assertEquals(expected, CampaignBench.nanos(rows.get(i)), 1e-6 * expected, kernels.get(i)::label);
        }
        assertEquals(1, profiler.calls.size(), "what is subtracted is timed in the same processes, once for all");
        assertEquals(profiler.calls.get(0).size(), profiler.calls.get(0).stream().distinct().count());
    }

    /** What one process does to all graphs alike leaves no trace. */
    @Test
    void slowProcessesCancelOut() {
        TimedProfiler profiler = new TimedProfiler();
        profiler.noise = (graph, process) -> 1e5 * process;

        for (LutRow row : bench.measure(profiler, kernels().toList()).rows()) {
            assertEquals(0, row.interval().orElseThrow().relativeHalfWidth(), 1e-6, row::kernelText);
        }
    }

    @Test
    void clockAndThreadsAreTheTargets() {
        TimedProfiler profiler = new TimedProfiler();
        Target threads = new Target("i/1/o", "d", 4, Clock.WALL);

        LutRow row = bench.campaign(threads, profiler).run(CampaignBench.order(List.of(SampleKernels.SERIAL), CampaignBench.HOUR))
            .rows().get(0);

        assertEquals(TimedProfiler.nanos(SampleKernels.SERIAL, Clock.WALL), CampaignBench.nanos(row), 1e-3);
        assertEquals(4, profiler.plans.get(0).threads());
        assertEquals(Clock.WALL, profiler.plans.get(0).clock());
        assertEquals(threads.key(SampleKernels.SERIAL), row.key());
    }

    /** Noise can make the difference of two chains negative; a row is above zero all the same. */
    @Test
    void aTimeBelowTheNoiseIsAtLeastOneNanosecond() {
        TimedProfiler profiler = new TimedProfiler();
        profiler.noise = (graph, process) -> -TimedProfiler.nanos(graph) + (graph.nodes().size() > 10 ? 100 + process : 200);

        LutRow row = bench.measure(profiler, List.of(SampleKernels.SERIAL)).rows().get(0);

        assertEquals(1, CampaignBench.nanos(row));
        assertEquals(0, row.interval().orElseThrow().lo());
    }
}
