package io.sextant.tests.figures;

import io.sextant.device.run.Program;
import io.sextant.device.run.Sample;
import io.sextant.device.run.Warmed;
import io.sextant.device.run.WorkerFailure;
import io.sextant.device.run.WorkerLimits;
import io.sextant.device.run.WorkerProcess;
import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Kernel;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Share of the core's peak that each kernel of a network reaches, compiled and run alone: its operands are in the caches. Multiply-adds
 * are those of the operator as it is written: kernels that do with fewer, by Winograd's algorithm, reach more than 100 %.
 */
final class LayerShares {
    private static final int BLOCKS = 7;
    private static final Duration LEAST_WARM = Duration.ofMillis(20);
    private static final Duration MOST_WARM = Duration.ofMillis(200);

    private final CpuBench bench;

    LayerShares(CpuBench bench) {
        this.bench = bench;
    }

    /** A kernel that a network has {@code count} times. */
    private record Row(Kernel kernel, int count, double nanos) {
        double total() {
            return count * nanos;
        }

        double gigaflops() {
            return 2 * GraphCost.of(kernel.body()).macs() / nanos;
        }
    }

    /** One line for each different kernel, in the order of the network, and one for all. */
    List<String> of(String name, Graph graph) throws IOException {
        Map<Kernel, Integer> counts = new LinkedHashMap<>();
        for (PlacedKernel placed : Kernels.of(graph, bench.ours().fusion())) {
            if (!(placed.nodes().size() == 1 && placed.nodes().get(0).op() instanceof Reshape)) {
                counts.merge(placed.kernel(), 1, Integer::sum);
            }
        }
        List<Row> rows = new ArrayList<>();
        try (WorkerProcess worker = WorkerProcess.start(bench.empty().worker(), WorkerLimits.DEFAULT)) {
            for (Map.Entry<Kernel, Integer> entry : counts.entrySet()) {
                rows.add(new Row(entry.getKey(), entry.getValue(), nanos(entry.getKey(), worker)));
            }
        } catch (WorkerFailure failure) {
            return List.of(name + ": layers were not measured: " + failure.getMessage());
        }
        return text(name, rows);
    }

    private double nanos(Kernel kernel, WorkerProcess worker) throws IOException, WorkerFailure {
        Program program = bench.tuned().compile(weighted(kernel.body()), bench.folder().resolve("kernels"));
        worker.load("k", program.artifact(), 1);
        Warmed warmed = worker.warm("k", LEAST_WARM, MOST_WARM);
        double[] nanos = worker.time("k", warmed.inferencesPerBlock(), BLOCKS).stream().mapToDouble(Sample::cpuNanos).sorted().toArray();
        worker.unload("k");
        return nanos[nanos.length / 2];
    }

    /** The constants of a kernel's body are zeros, which passes would simplify by. */
    private static Graph weighted(Graph body) {
        Map<Value, Tensor> constants = new LinkedHashMap<>();
        body.constants().forEach((value, zeros) -> constants.put(value,
            value.type().dtype() == DType.F32 ? Tensor.random(value.type(), value.id(), 0.1f) : zeros));
        return body.withConstants(constants);
    }

    private List<String> text(String name, List<Row> rows) {
        double total = rows.stream().mapToDouble(Row::total).sum();
        List<String> lines = new ArrayList<>();
        for (Row row : rows) {
            lines.add(String.format(Locale.ROOT, "  %10.2f us x%-2d  %5.1f %% of the time  %s of peak, %9.1f us above it  %s", row.nanos() / 1e3,
                row.count(), 100 * row.total() / total, share(row.gigaflops()), (row.total() - atPeak(row)) / 1e3, row.kernel().label()));
        }
        double least = rows.stream().mapToDouble(this::atPeak).sum();
        lines.add(0, String.format(Locale.ROOT, "%s: layers alone %.3f ms; all multiply-adds as written, at the peak of %.0f GFLOP/s, %.3f ms", name,
            total / 1e6, bench.peakGigaflops(), least / 1e6));
        return lines;
    }

    private double atPeak(Row row) {
        return row.total() * row.gigaflops() / bench.peakGigaflops();
    }

    private String share(double gigaflops) {
        return String.format(Locale.ROOT, "%4.0f %%", 100 * gigaflops / bench.peakGigaflops());
    }
}
