package io.sextant.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.device.measure.Clock;
import io.sextant.device.measure.Interval;
import io.sextant.device.measure.LayerProfile;
import io.sextant.device.measure.LayerTime;
import io.sextant.device.measure.Measurement;
import io.sextant.device.measure.MeasurementKey;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstimatedRowsTest {
    private static final MeasurementKey TOTAL = new MeasurementKey("network", "onnxruntime/1.29.0/opt=all", "d", 1, Clock.THREAD_CPU,
        "fresh-processes/1");

    @Test
    void layersAddUpToPlacesAndPlacesOfOneKernelAreAveraged(@TempDir Path folder) throws IOException {
        List<PlacedKernel> kernels = Kernels.of(reluTanhRelu(), Fusion.NONE);
        LayerProfile profile = profile(layer(30, kernels.get(0)), layer(5, kernels.get(1)), layer(2, kernels.get(1)),
            layer(10, kernels.get(2)), new LayerTime("ReorderOutput", "ReorderOutput", Optional.empty(), 3, 0.06));

        List<LutRow> rows = EstimatedRows.of(profile);

        assertEquals(List.of(kernels.get(0).kernel().signature(), kernels.get(1).kernel().signature()),
            rows.stream().map(row -> row.key().kernel()).toList());
        assertEquals(List.of(OptionalDouble.of(20), OptionalDouble.of(7)), rows.stream().map(LutRow::medianNs).toList());
        assertTrue(rows.stream().allMatch(row -> row.kind() == Provenance.ESTIMATED && row.interval().isEmpty()));
        assertEquals("rescaled", rows.get(0).protocol());
        Lut lut = new Lut("d", rows);
        LutFile.write(lut, folder.resolve("lut.csv"));
        assertEquals(lut, LutFile.read(folder.resolve("lut.csv")));
    }

    private static Graph reluTanhRelu() {
        GraphBuilder net = new GraphBuilder("net");
        Value first = net.add(new Unary(net.input("x", TensorType.f32(1, 4)), Unary.Kind.RELU));
        Value second = net.add(new Unary(first, Unary.Kind.TANH));
        return net.output("y", net.add(new Unary(second, Unary.Kind.RELU))).build();
    }

    private static LayerTime layer(double nanoseconds, PlacedKernel kernel) {
        return new LayerTime("node", "Operator", Optional.of(kernel), nanoseconds, nanoseconds / 50);
    }

    private static LayerProfile profile(LayerTime... layers) {
        Measurement total = new Measurement(TOTAL, Map.of(Clock.THREAD_CPU, new Interval(50, 49, 51)), 0, List.of(List.of()),
            Instant.parse("2026-01-31T12:00:00Z"));
        return new LayerProfile(total, List.of(layers), "rescaled");
    }
}
