package io.sextant.tests.figures;

import io.sextant.codegen.c.CBackend;
import io.sextant.codegen.c.tuning.TuningListener;
import io.sextant.codegen.onnxruntime.OnnxRuntimeBackend;
import io.sextant.codegen.onnxruntime.OnnxRuntimeModel;
import io.sextant.device.profile.DeviceCatalog;
import io.sextant.device.profile.DeviceProfile;
import io.sextant.device.profile.Processor;
import io.sextant.device.run.Program;
import io.sextant.device.store.Home;
import io.sextant.device.store.Store;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Unary;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import io.sextant.kernel.Isa;
import io.sextant.tests.peer.Contest;
import io.sextant.tests.peer.NativeRun;
import io.sextant.tests.peer.TfliteEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The engines on this machine.
 *
 * @param folder        for whole networks that are compiled; a program is known by its structure, so what has other weights needs another one
 * @param ours          by the analytic model's schedules
 * @param tuned         by measured ones, of which it knows none before
 * @param peakGigaflops of one core, f32
 */
record CpuBench(Path folder, CBackend ours, CBackend tuned, OnnxRuntimeBackend onnxRuntime, double peakGigaflops) {
    static final String OURS = "c";
    static final String UNTUNED = "c untuned";
    static final String ONNX_RUNTIME = "ONNX Runtime";
    private static final int SEED = 3;

    /**
     * @param schedules where measured ones are kept
     * @throws NotRunnable if this machine has no AVX-512, or an engine is missing
     */
    static CpuBench open(Path folder, Store schedules) {
        Path home = Home.ofEnvironment();
        DeviceProfile host = new DeviceCatalog(home, Clock.systemUTC()).open(DeviceCatalog.HOST, Note::progress);
        requireAvx512(host.processor());
        OnnxRuntimeBackend onnxRuntime = new OnnxRuntimeBackend(home);
        CBackend ours = new CBackend(home, Isa.X86_AVX512, onnxRuntime::worker);
        ours.unusable().or(onnxRuntime::unusable).ifPresent(missing -> {
            throw new NotRunnable(missing);
        });
        double peak = host.ceilings().bestPeakGigaflops().orElseThrow(() -> new NotRunnable("the peak of a core is not known"));
        return new CpuBench(folder, ours, ours.tuned(schedules, host.fingerprint(), false, TuningListener.silent()), onnxRuntime, peak);
    }

    /** The goals are for such machines only. */
    static void requireAvx512(Processor processor) {
        if (!Isa.X86_AVX512.runsOn(processor.isa())) {
            throw new NotRunnable("the goals are for AVX-512, which " + processor.model().name() + " does not have");
        }
    }

    /** A network of hardly any memory. */
    Program empty() throws IOException {
        return ours.compile(nothing(), folder);
    }

    static Graph nothing() {
        GraphBuilder graph = new GraphBuilder("empty");
        return graph.output("y", graph.add(new Unary(graph.input("x", TensorType.f32(1, 16)), Unary.Kind.RELU))).build();
    }

    /** What the compiled network does, in a child process. */
    NativeRun run(Graph graph, Program program) throws IOException {
        return NativeRun.of(empty().artifact(), program.artifact(), input(graph).floats());
    }

    /** The largest difference from what ONNX Runtime computes, in units of the largest value there; not a number counts as infinite. */
    double error(Graph graph, NativeRun run) {
        List<Tensor> expected = OnnxRuntimeModel.outputs(graph, List.of(input(graph)), true);
        double difference = 0;
        double magnitude = 0;
        for (int i = 0; i < expected.size(); i++) {
            float[] wanted = expected.get(i).floats();
            for (int k = 0; k < wanted.length; k++) {
                double off = Math.abs(wanted[k] - run.outputs().get(i)[k]);
                difference = Math.max(difference, Double.isNaN(off) ? Double.POSITIVE_INFINITY : off);
                magnitude = Math.max(magnitude, Math.abs(wanted[k]));
            }
        }
        return difference / magnitude;
    }

    private static Tensor input(Graph graph) {
        return Tensor.random(graph.inputs().get(0).value().type(), SEED, 1);
    }

    /** Times of {@code program}, of the same untuned, of ONNX Runtime and TFLite by engine; one that refuses has a failure. */
    Map<String, Contest.Time> contest(CpuNetwork network, Graph graph, Program program, int rounds) throws IOException {
        Map<String, Program> programs = new LinkedHashMap<>();
        Map<String, Contest.Time> times = new LinkedHashMap<>();
        programs.put(OURS, program);
        programs.put(UNTUNED, ours.compile(graph, folder));
        programs.put(ONNX_RUNTIME, onnxRuntime.compile(graph, folder));
        try {
            programs.put(TfliteEngine.NAME, TfliteEngine.compile(network.tfliteGraph(), folder));
        } catch (InvalidInput refused) {
            times.put(TfliteEngine.NAME, Contest.Time.failed(refused.getMessage()));
        }
        List<Contest.Time> taken = Contest.of(List.copyOf(programs.values()), rounds);
        List<String> engines = new ArrayList<>(programs.keySet());
        for (int i = 0; i < taken.size(); i++) {
            times.put(engines.get(i), taken.get(i));
        }
        return times;
    }
}
