package io.sextant.ir.quantize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Value;
import io.sextant.ir.quantize.QuantisationReport.LayerError;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuantisationReportTest {
    private static final Plan PLAN = new Plan(Rounding.QDQ, Set.of(), true, WeightScheme.PER_TENSOR);

    /** Three layers: one of four numbers is made a thousandth, and then a thousandfold, by weights that one scale cannot hold. */
    private static Graph uneven() {
        GraphBuilder builder = new GraphBuilder("uneven");
        Value x = builder.input("x", TensorType.f32(1, 4));
        Value first = dense(builder, x, identity(0.001f, 1, 1, 1));
        Value second = dense(builder, first, identity(1000, 1, 1, 1));
        Value third = dense(builder, second, identity(1, 1, 1, 1));
        return builder.output("y", third).build();
    }

    private static Value dense(GraphBuilder builder, Value x, Tensor weights) {
        return builder.add(new Dense(x, builder.constant(weights), Optional.empty()));
    }

    private static Tensor identity(float... diagonal) {
        float[] elements = new float[16];
        for (int i = 0; i < 4; i++) {
            elements[5 * i] = diagonal[i];
        }
        return Tensor.of(TensorType.f32(4, 4), elements);
    }

    @Test
    void theLayerThatHurtsIsTheMostSensitiveAndKeepingItHelps() {
        Graph graph = uneven();
        Ranges ranges = SmallNetworks.ranges(graph, RangeMethod.MIN_MAX, 4);
        List<List<Tensor>> heldOut = SmallNetworks.samples(graph, 4, 900);
        QuantisationReport report = QuantisationReport.withSensitivity(graph, ranges, PLAN, heldOut);
        List<LayerError> ordered = MixedPrecision.bySensitivity(report);
        assertEquals(3, ordered.size());
        assertEquals(graph.nodes().get(1).result(), ordered.get(0).result());
        Plan mixed = MixedPrecision.choose(report, PLAN, 1);
        assertEquals(Set.of(graph.nodes().get(1).result().id()), mixed.real());
        double better = QuantisationReport.of(graph, ranges, mixed, heldOut).outputs();
        assertTrue(better > report.outputs(), better + " > " + report.outputs());
        assertEquals(2, QuantisationReport.of(graph, ranges, mixed, heldOut).layers().size());
    }

    @Test
    void aLayerAloneIsNoWorseThanAllTogether() {
        Graph graph = SmallNetworks.graph(5, 4);
        Ranges ranges = SmallNetworks.ranges(graph, RangeMethod.MIN_MAX, 4);
        QuantisationReport report = QuantisationReport.withSensitivity(graph, ranges, Plan.of(Rounding.TFLITE),
            SmallNetworks.samples(graph, 4, 900));
        report.layers().forEach(layer -> assertTrue(layer.alone().orElseThrow() > report.outputs() - 1, layer + " against " + report));
        report.layers().forEach(layer -> assertTrue(layer.sqnr() > 15 && layer.sqnr() < 70, layer.toString()));
    }

    @Test
    void ratiosAreThoseOfPowers() {
        SignalToNoise error = new SignalToNoise();
        error.add(Tensor.of(TensorType.f32(2), 3, 4), Tensor.of(TensorType.f32(2), 3, 4));
        assertEquals(Double.POSITIVE_INFINITY, error.decibels());
        TensorType halves = TensorType.parse("i8[2]<0.5:1>");
        error.add(Tensor.of(TensorType.f32(2), 1, 1), Tensor.ofInts(halves, 3, 5));
        assertEquals(10 * Math.log10(27), error.decibels(), 1e-9);
        assertEquals(2, error.largestSteps());
    }

    @Test
    void sensitivityMustHaveBeenMeasured() {
        Graph graph = uneven();
        Ranges ranges = SmallNetworks.ranges(graph, RangeMethod.MIN_MAX, 1);
        QuantisationReport report = QuantisationReport.of(graph, ranges, PLAN, SmallNetworks.samples(graph, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> MixedPrecision.choose(report, PLAN, 1));
    }
}
