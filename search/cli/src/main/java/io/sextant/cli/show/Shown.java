package io.sextant.cli.show;

import io.sextant.device.profile.DeviceProfile;
import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Fusion;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All that is shown of a model.
 *
 * @param layers under the fusion of a backend
 * @param floors of the layers, in their order
 * @param device whose floors they are; empty if it could not be looked at
 */
record Shown(Graph graph, GraphCost cost, List<Layer> layers, List<Floor> floors, Roofline roofline, Optional<DeviceProfile> device) {
    static Shown of(Graph graph, Fusion fusion, Roofline roofline, Optional<DeviceProfile> device) {
        GraphCost cost = GraphCost.of(graph);
        List<Layer> layers = Layer.of(graph, cost, fusion);
        return new Shown(graph, cost, layers, layers.stream().map(layer -> roofline.floor(layer, cost.weightBytes())).toList(), roofline,
            device);
    }

    /** The time that the whole network needs at least, in ns: its layers run one after the other. */
    double floorNanos() {
        return floors.stream().mapToDouble(Floor::nanos).sum();
    }

    /** Of the whole, from 0 to 1. */
    double share(Floor floor) {
        return floorNanos() == 0 ? 0 : floor.nanos() / floorNanos();
    }

    /** What share of the whole is bound so. */
    double share(Floor.Bound bound) {
        return floors.stream().filter(floor -> floor.bound() == bound).mapToDouble(this::share).sum();
    }

    /** What is not known, and what that means. */
    List<String> missing() {
        long others = layers.stream().filter(layer -> !layer.single()).count();
        Stream<String> types = others == 0 || roofline.peakGigaflops().isEmpty() ? Stream.of()
            : Stream.of("no peak is known for arithmetic of other types than f32: floors of memory alone in " + others
                + (others == 1 ? " layer" : " layers"));
        return Stream.concat(roofline.missing().stream(), types).toList();
    }

    IntStream places() {
        return IntStream.range(0, layers.size());
    }
}
