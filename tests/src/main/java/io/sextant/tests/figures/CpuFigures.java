package io.sextant.tests.figures;

import io.sextant.codegen.c.emit.WeightsForm;
import io.sextant.device.run.Program;
import io.sextant.device.store.Store;
import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.graph.Graph;
import io.sextant.tests.peer.EmittedRun;
import io.sextant.tests.peer.NativeRun;
import io.sextant.toolchain.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Compiled networks, by measured schedules, against ONNX Runtime and TFLite with XNNPACK, parts of them against oneDNN: thread CPU time, one thread, engines in
 * turns. Beside the figures it tells which share of the core's peak each layer reaches. A network that computes something else than ONNX
 * Runtime is not timed.
 */
final class CpuFigures implements FigureSet {
    private static final double GOAL_MEAN = 1.35;
    private static final double MOST_ERROR = 1e-3;
    private static final double GOAL_SECONDS = 5;
    private static final double GOAL_TUNING_SECONDS = 60;
    private static final double GOAL_MEMORY = 1.2;
    private static final int ROUNDS = 15;
    private static final int QUICK_ROUNDS = 1;
    private static final int COMPILATIONS = 3;

    @Override
    public List<Figure> measure(boolean quick) {
        try (TemporaryFolder folder = TemporaryFolder.in(Path.of(System.getProperty("java.io.tmpdir")), "sextant-cpu-");
            Store schedules = Store.open(folder.path().resolve("schedules"))) {
            return new Run(CpuBench.open(folder.path(), schedules), quick).figures();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One pass over all figures. */
    private record Run(CpuBench bench, boolean quick) {
        List<Figure> figures() throws IOException {
            CpuNetwork weighed = quick ? CpuNetwork.MCUNET : CpuNetwork.MOBILENET_V3;
            Figure tuning = tuning(weighed);
            List<Figure> figures = new ArrayList<>();
            List<CpuRace> mobile = new ArrayList<>();
            for (CpuNetwork network : quick ? CpuNetwork.QUICK : CpuNetwork.ALL) {
                CpuRace race = race(network);
                Note.result(race.text());
                if (race.trouble().isEmpty() && (!quick || network.goal() == 0)) {
                    layers(network, race);
                }
                if (network.goal() > 0) {
                    figures.add(race.figure());
                }
                if (network.group()) {
                    mobile.add(race);
                }
            }
            if (!quick) {
                figures.add(0, CpuRace.mean("mobile networks, geometric mean", GOAL_MEAN, mobile));
            }
            new CpuBlocks(bench, rounds()).races(quick).forEach(race -> figures.add(race.figure()));
            figures.add(compilation(weighed));
            figures.add(tuning);
            figures.add(memory(weighed));
            return figures;
        }

        /** Beside the layers, how far a network without transforms of its products could get. */
        private void layers(CpuNetwork network, CpuRace race) throws IOException {
            Graph graph = network.graph();
            double nanos = 2 * GraphCost.of(graph).macs() / bench.peakGigaflops();
            Note.result(String.format(Locale.ROOT, "%s: at the core's peak %.3f ms, ratio %.3f", network.name(), nanos / 1e6,
                race.ratioAt(nanos)));
            new LayerShares(bench).of(network.name(), graph).forEach(Note::result);
        }

        private int rounds() {
            return quick ? QUICK_ROUNDS : ROUNDS;
        }

        private CpuRace race(CpuNetwork network) throws IOException {
            Note.progress(network.name());
            Graph graph = network.graph();
            try {
                Program program = bench.tuned().compile(graph, bench.folder());
                double error = bench.error(graph, bench.run(graph, program));
                if (!(error <= MOST_ERROR)) {
                    return CpuRace.failed(network.name(), network.goal(), String.format(Locale.ROOT, "wrong by %.1e", error));
                }
                return new CpuRace(network.name(), network.goal(), "", bench.contest(network, graph, program, rounds()));
            } catch (UnsupportedOperationException | IllegalStateException e) {
                return CpuRace.failed(network.name(), network.goal(), "failed: " + e.getMessage());
            }
        }

        private Figure compilation(CpuNetwork network) throws IOException {
            Graph graph = network.graph();
            double[] seconds = new double[quick ? 1 : COMPILATIONS];
            for (int i = 0; i < seconds.length; i++) {
                try (TemporaryFolder fresh = TemporaryFolder.in(bench.folder(), "compile-")) {
                    long begun = System.nanoTime();
                    bench.ours().compile(graph, fresh.path());
                    seconds[i] = (System.nanoTime() - begun) / 1e9;
                }
            }
            Arrays.sort(seconds);
            double median = seconds[seconds.length / 2];
            return new Figure(network.name() + " compiled untuned", "< 5 s", "-", String.format(Locale.ROOT, "%.1f s", median),
                String.format(Locale.ROOT, "%.2f", median / GOAL_SECONDS), median < GOAL_SECONDS);
        }

        /** The first that is tuned, when no schedule is known: with its compilation and its proof. */
        private Figure tuning(CpuNetwork network) throws IOException {
            Note.progress(network.name() + " tuned");
            long begun = System.nanoTime();
            bench.tuned().compile(network.graph(), bench.folder());
            double seconds = (System.nanoTime() - begun) / 1e9;
            return new Figure(network.name() + " tuned", "<= 60 s", "-", String.format(Locale.ROOT, "%.1f s", seconds),
                String.format(Locale.ROOT, "%.2f", seconds / GOAL_TUNING_SECONDS), seconds <= GOAL_TUNING_SECONDS);
        }

        /** The peer is what cannot be done without: the weights and the arena. */
        private Figure memory(CpuNetwork network) throws IOException {
            Graph graph = network.graph();
            NativeRun run = bench.run(graph, bench.ours().compile(graph, bench.folder()));
            long needed = run.arenaBytes() + graph.constants().keySet().stream().mapToLong(value -> value.type().bytes()).sum();
            String program = "loaded by this program";
            long resident = run.residentBytes();
            if (EmittedRun.possible()) {
                Note.result(network.name() + ", resident memory " + program + ": " + megabytes(resident));
                Note.result(network.name() + ", resident memory of the emitted program with weights in the object: "
                    + megabytes(emitted(graph, WeightsForm.INCBIN)));
                program = "of the emitted program";
                resident = emitted(graph, WeightsForm.MAPPED);
            }
            double ratio = (double) resident / needed;
            return new Figure(network.name() + ", resident memory " + program + " (peer: weights and arena)", "<= 1.20", megabytes(needed),
                megabytes(resident), String.format(Locale.ROOT, "%.2f", ratio), ratio <= GOAL_MEMORY);
        }

        /** Beyond that of a network of hardly any memory. */
        private long emitted(Graph graph, WeightsForm weights) throws IOException {
            return EmittedRun.of(bench.ours(), graph, weights, bench.folder()).residentBytes()
                - EmittedRun.of(bench.ours(), CpuBench.nothing(), weights, bench.folder()).residentBytes();
        }

        private static String megabytes(long bytes) {
            return String.format(Locale.ROOT, "%.2f MB", bytes / 1e6);
        }
    }
}
