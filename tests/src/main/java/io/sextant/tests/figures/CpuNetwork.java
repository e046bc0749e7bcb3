package io.sextant.tests.figures;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.rewrite.Rewrites;
import io.sextant.tests.benchmark.EdgeNetworks;
import io.sextant.tests.benchmark.ImageNetworks;
import io.sextant.tests.benchmark.MobileNetV3Large;
import io.sextant.tests.benchmark.VisionTransformer;
import java.util.List;
import java.util.function.Supplier;

/**
 * A network that engines are compared by.
 *
 * @param forTflite in operators that TFLite has
 * @param goal      how many times as fast as the faster peer; 0: only reported
 * @param group     whether it counts in the mean of the mobile networks
 */
record CpuNetwork(String name, Supplier<Graph> network, Supplier<Graph> forTflite, double goal, boolean group) {
    static final CpuNetwork MCUNET = of("MCUNet-like", EdgeNetworks::mcuNet96, 1.8, false);
    static final CpuNetwork MOBILENET_V3 = of("MobileNetV3-Large", MobileNetV3Large::graph, 1.2, true);
    static final List<CpuNetwork> ALL = List.of(
        of("MobileNetV2", () -> EdgeNetworks.mobileNetV2(1, 224), 1.2, true), MOBILENET_V3,
        of("EfficientNet-Lite0", ImageNetworks::efficientNetLite0, 1.2, true), of("EfficientNet-B0", ImageNetworks::efficientNetB0, 1.2, true),
        MCUNET, of("ResNet-18", ImageNetworks::resNet18, 1.1, false), of("ResNet-50", ImageNetworks::resNet50, 1.1, false),
        new CpuNetwork("ViT-Tiny", () -> VisionTransformer.tiny(false), () -> VisionTransformer.tiny(true), 1.3, false),
        of("mnist1d winner", ImageNetworks::mnist1d, 0, false));
    static final List<CpuNetwork> QUICK = List.of(MCUNET, ALL.get(ALL.size() - 1));

    private static CpuNetwork of(String name, Supplier<Graph> network, double goal, boolean group) {
        return new CpuNetwork(name, network, network, goal, group);
    }

    /** What all engines get: batch normalisations folded, functions by their names. */
    Graph graph() {
        return Rewrites.INFERENCE.run(network.get()).graph();
    }

    /** As {@link #graph}; where TFLite lacks an operator of it, nothing is rewritten. */
    Graph tfliteGraph() {
        return network == forTflite ? graph() : forTflite.get();
    }
}
