package io.sextant.codegen.c;

import io.sextant.device.measure.LayerProfile;
import io.sextant.device.measure.LayerTime;
import io.sextant.device.measure.Measurement;
import io.sextant.device.measure.ProfileOutcome;
import io.sextant.device.run.Program;
import io.sextant.device.run.WorkerFailure;
import io.sextant.device.run.WorkerLimits;
import io.sextant.device.run.WorkerProcess;
import io.sextant.ir.kernel.PlacedKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Divides the time of a network among its layers by the cycles of each in its place. */
final class CLayers {
    private static final String LABEL = "layers";
    private static final double MOST_NANOS = 2e9;
    private static final int LEAST_INFERENCES = 8;
    private static final int MOST_INFERENCES = 1000;

    private CLayers() {
    }

    static ProfileOutcome profile(Program program, List<PlacedKernel> kernels, Measurement total) {
        double median = total.latency().median();
        int inferences = (int) Math.max(LEAST_INFERENCES, Math.min(MOST_INFERENCES, MOST_NANOS / median));
        try (WorkerProcess worker = WorkerProcess.start(program.worker(), WorkerLimits.DEFAULT)) {
            worker.load(LABEL, program.artifact(), 1);
            worker.layers(LABEL, LEAST_INFERENCES);
            List<Double> cycles = worker.layers(LABEL, inferences);
            if (cycles.size() != kernels.size()) {
                return new ProfileOutcome.Failed("the program has " + cycles.size() + " layers, its graph " + kernels.size());
            }
            return new ProfileOutcome.Profiled(layers(kernels, cycles, total, inferences));
        } catch (WorkerFailure e) {
            return new ProfileOutcome.Failed(program.artifact().getFileName() + ": " + e.getMessage());
        }
    }

    private static LayerProfile layers(List<PlacedKernel> kernels, List<Double> cycles, Measurement total, int inferences) {
        double all = cycles.stream().mapToDouble(Double::doubleValue).sum();
        List<LayerTime> layers = new ArrayList<>();
        for (int i = 0; i < kernels.size(); i++) {
            String operator = kernels.get(i).nodes().get(0).op().mnemonic();
            double share = cycles.get(i) / all;
            layers.add(new LayerTime(operator + "_" + i, operator, Optional.of(kernels.get(i)),
                share * total.latency().median(), share));
        }
        return new LayerProfile(total, layers, "cycles of each kernel in its place, in the middle half of " + inferences
            + " inferences, scaled to the total");
    }
}
