package io.sextant.tests.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.graph.Graph;
import org.junit.jupiter.api.Test;

/** Published multiply-accumulates and parameters; those counted here are with padded taps, and without what was folded. */
class ImageNetworksTest {
    @Test
    void efficientNets() {
        size(ImageNetworks.efficientNetB0(), 386e6, 5.29e6);
        size(ImageNetworks.efficientNetLite0(), 385e6, 4.65e6);
    }

    @Test
    void resNets() {
        size(ImageNetworks.resNet18(), 1814e6, 11.69e6);
        size(ImageNetworks.resNet50(), 4089e6, 25.56e6);
    }

    @Test
    void visionTransformer() {
        size(VisionTransformer.tiny(false), 1254e6, 5.72e6);
        size(VisionTransformer.tiny(true), 1254e6, 5.72e6);
    }

    /** What networks of this kind have at that size. */
    @Test
    void mcuNet() {
        assertEquals(19e6, GraphCost.of(EdgeNetworks.mcuNet96()).macs(), 2e6);
    }

    private static void size(Graph network, double macs, double parameters) {
        GraphCost cost = GraphCost.of(network);
        assertEquals(macs, cost.macs(), 0.02 * macs, network.name());
        assertEquals(parameters, cost.parameters(), 0.02 * parameters, network.name());
    }
}
