package io.sextant.cli.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sextant.codegen.WrongProgram;
import io.sextant.codegen.c.CBackend;
import io.sextant.codegen.mixed.Crossing;
import io.sextant.codegen.mixed.Engine;
import io.sextant.codegen.mixed.KernelRow;
import io.sextant.codegen.mixed.Mixtures;
import io.sextant.codegen.onnxruntime.OnnxRuntimeBackend;
import io.sextant.device.measure.MeasureOutcome;
import io.sextant.device.measure.MeasurePlan;
import io.sextant.device.measure.Measurer;
import io.sextant.device.run.Program;
import io.sextant.device.store.Entry;
import io.sextant.device.store.Store;
import io.sextant.ir.digest.Sha256;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.rewrite.Rewrites;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What it costs on a device to go from the C backend to ONNX Runtime and back: chains of equal convolutions are run by one, by the other,
 * and by both in turns; what the turns take beyond the mean of the two is due to the crossings. Measured once with small activations and
 * once with large ones, and kept in the store.
 */
final class CrossingCost {
    private static final String KIND = "crossing/1";
    private static final int KERNELS = 6;
    private static final long SEED = 1;
    /** Rows and columns, channels: 3 KB and 200 KB. */
    private static final int[][] SIZES = {{7, 16}, {28, 64}};

    private final CBackend c;
    private final OnnxRuntimeBackend onnxRuntime;
    private final Measurer measurer;
    private final Path programs;

    /** @param programs where the chains are compiled to */
    CrossingCost(CBackend c, OnnxRuntimeBackend onnxRuntime, Measurer measurer, Path programs) {
        this.c = c;
        this.onnxRuntime = onnxRuntime;
        this.measurer = measurer;
        this.programs = programs;
    }

    /**
     * From the store, or measured now.
     *
     * @param device fingerprint of this machine
     * @throws WrongProgram if the chains cannot be run
     */
    Crossing on(String device, Store store) throws IOException {
        String address = Sha256.of(String.join("\n", device, c.implementation().id(), onnxRuntime.implementation().id()));
        Optional<Crossing> known = store.find(KIND, address)
            .map(json -> new Crossing(json.path("fixed_ns").asDouble(), json.path("ns_per_byte").asDouble()));
        if (known.isPresent()) {
            return known.get();
        }
        Crossing measured = measured();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("device", device).put("implementation", c.implementation().id())
            .put("fixed_ns", measured.fixedNanos()).put("ns_per_byte", measured.nanosPerByte())
            .put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        store.putAll(List.of(new Entry(KIND, address, json)));
        return measured;
    }

    private Crossing measured() throws IOException {
        Mixtures mixtures = new Mixtures(c, onnxRuntime);
        List<Program> all = new ArrayList<>();
        for (int[] size : SIZES) {
            Graph chain = chain(size[0], size[1]);
            KernelRow row = KernelRow.of(Rewrites.INFERENCE.run(chain).graph(), c.fusion());
            all.add(c.compile(chain, programs));
            all.add(onnxRuntime.compile(chain, programs));
            all.add(mixtures.of(row.partition(IntStream.range(0, row.kernels().size()).mapToObj(i -> Engine.values()[i % 2]).toList()))
                .compile(chain, programs));
        }
        List<MeasureOutcome> outcomes = measurer.measure(all, MeasurePlan.screening(1, SEED), () -> { });
        double[] bytes = new double[SIZES.length];
        double[] nanos = new double[SIZES.length];
        for (int i = 0; i < SIZES.length; i++) {
            bytes[i] = 4.0 * SIZES[i][0] * SIZES[i][0] * SIZES[i][1];
            double alone = (median(outcomes.get(3 * i)) + median(outcomes.get(3 * i + 1))) / 2;
            nanos[i] = (median(outcomes.get(3 * i + 2)) - alone) / (KERNELS - 1);
        }
        return Crossing.fit(bytes, nanos);
    }

    private static double median(MeasureOutcome outcome) {
        if (outcome instanceof MeasureOutcome.Measured measured) {
            return measured.measurement().latency().median();
        }
        throw new WrongProgram("what crossing costs cannot be measured: " + ((MeasureOutcome.Failed) outcome).reason());
    }

    private static Graph chain(int side, int channels) {
        GraphBuilder graph = new GraphBuilder("chain");
        Value value = graph.input("x", TensorType.f32(1, side, side, channels));
        for (int i = 0; i < KERNELS; i++) {
            Value filter = graph.constant(Tensor.random(new TensorType(DType.F32, Shape.of(1, 1, channels, channels)), i,
                (float) Math.sqrt(6.0 / channels)));
            value = graph.add(new Unary(graph.add(new Convolution(value, filter, Optional.empty(), List.of(1, 1), List.of(0, 0),
                List.of(0, 0), List.of(1, 1), 1)), Unary.Kind.RELU));
        }
        return graph.output("y", value).build();
    }
}
