package io.sextant.tests.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.check.PoisonedArena;
import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.memory.ArenaPlan;
import io.sextant.ir.memory.Effort;
import io.sextant.ir.memory.MemoryPlan;
import io.sextant.ir.memory.Sharing;
import io.sextant.ir.memory.Storing;
import io.sextant.ir.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EdgeNetworksTest {
    private static final Fusion FUSION = Fusion.parse("convolution > binary(add) > unary", "dense > unary");

    /** Published: 300 million multiply-accumulates and 3.4 million parameters; what is counted here has padded taps and the classifier. */
    @Test
    void mobileNetV2HasTheSizeOfTheOriginal() {
        GraphCost cost = GraphCost.of(EdgeNetworks.mobileNetV2(1, 224));
        assertEquals(300e6, cost.macs(), 10e6);
        assertEquals(3.4e6, cost.parameters(), 0.15e6);
    }

    /** Published for MLPerf Tiny (Banbury et al., 2021): 7.5, 12.5, 2.7 and 0.26 million multiply-accumulates. */
    @Test
    void mlPerfTinyNetworksHaveTheSizeOfTheOriginals() {
        assertEquals(7.5e6, GraphCost.of(EdgeNetworks.visualWakeWords()).macs(), 0.3e6);
        assertEquals(12.5e6, GraphCost.of(EdgeNetworks.imageClassification()).macs(), 0.3e6);
        assertEquals(2.7e6, GraphCost.of(EdgeNetworks.keywordSpotting()).macs(), 0.2e6);
        assertEquals(0.26e6, GraphCost.of(EdgeNetworks.anomalyDetection()).macs(), 0.02e6);
    }

    @Test
    void networksComputeTheSameInAPoisonedArena() {
        for (Graph network : List.of(EdgeNetworks.mobileNetV2(0.35, 32), EdgeNetworks.keywordSpotting(), EdgeNetworks.anomalyDetection())) {
            List<Tensor> inputs = List.of(Tensor.random(network.inputs().get(0).value().type(), 3, 1));
            for (Sharing sharing : List.of(Sharing.NONE, Sharing.DEPTHWISE, Sharing.ALL)) {
                ArenaPlan arena = check(network, sharing, inputs);
                assertTrue(arena.gap() <= 0.5, network.name() + " " + arena.gap());
            }
        }
    }

    private static ArenaPlan check(Graph network, Sharing sharing, List<Tensor> inputs) {
        MemoryPlan plan = MemoryPlan.of(network, FUSION, Storing.with(sharing), Effort.USUAL);
        assertEquals(Optional.empty(), PoisonedArena.violation(plan, inputs, sharing.rowsAtOnce()), network.name());
        return plan.arena();
    }

    @Test
    void sharingSavesMemory() {
        Graph network = EdgeNetworks.mobileNetV2(1, 224);
        long none = peak(network, Sharing.NONE);
        long depthwise = peak(network, Sharing.DEPTHWISE);
        assertTrue(peak(network, Sharing.ALL) < depthwise && depthwise < none, "less with more sharing");
    }

    private static long peak(Graph network, Sharing sharing) {
        return MemoryPlan.of(network, FUSION, Storing.with(sharing), Effort.USUAL).arena().peakBytes();
    }
}
