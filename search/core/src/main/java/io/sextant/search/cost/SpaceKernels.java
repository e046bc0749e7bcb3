package io.sextant.search.cost;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.graph.Port;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.Kernel;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.space.SpacePart;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The kernels that the networks of a space are made of, found part by part. */
public final class SpaceKernels {
    private SpaceKernels() {
    }

    /**
     * Every distinct kernel of the space under {@code fusion}, with how often a network drawn by {@link SearchSpace#sample} has it on
     * average; in the order of the parts and their variants.
     *
     * @throws IllegalArgumentException if the fusion could join a kernel across parts
     * @throws io.sextant.ir.InvalidInput if the space has too many variants to be walked through
     */
    public static Map<Kernel, Double> of(SearchSpace space, Fusion fusion) {
        List<SpacePart> parts = space.parts();
        KernelTable table = KernelTable.of(space, fusion);
        Map<Kernel, Double> expected = new LinkedHashMap<>();
        for (int part = 0; part < parts.size(); part++) {
            int variants = parts.get(part).variants();
            for (int variant = 0; variant < variants; variant++) {
                table.kernels(part, variant).forEach(kernel -> expected.merge(kernel, 1.0 / variants, Double::sum));
            }
        }
        return Collections.unmodifiableMap(expected);
    }

    /**
     * The cost of a part as the sum over its kernels, for an {@link Additive}. {@code cost} is asked once for each distinct kernel.
     * Not for several threads at once.
     *
     * @param fusion what is fused in the whole network
     * @return throws IllegalArgumentException for a part at whose border the fusion could join a kernel
     */
    public static ToDoubleFunction<Graph> summed(Fusion fusion, ToDoubleFunction<Kernel> cost) {
        Map<Kernel, Double> known = new HashMap<>();
        return part -> kernels(part, fusion).stream().mapToDouble(kernel -> known.computeIfAbsent(kernel, cost::applyAsDouble)).sum();
    }

    /** @throws IllegalArgumentException if the fusion could join a kernel at the border of {@code part} */
    static List<Kernel> kernels(Graph part, Fusion fusion) {
        joining(part, fusion).ifPresent(chain -> {
            throw new IllegalArgumentException("fusion '" + chain + "' may join a kernel across the parts of a space, since "
                + part.nodes().get(0).op().mnemonic() + " begins one; kernels of parts are not those of networks then");
        });
        Kernels.open(part, fusion).ifPresent(region -> {
            throw new IllegalArgumentException("fusion '" + region + "' may join a kernel across the parts of a space, since the result of "
                + "one is an expanded tensor; kernels of parts are not those of networks then");
        });
        return Kernels.of(part, fusion).stream().map(PlacedKernel::kernel).toList();
    }

    /** A chain whose follower may be the first operator of {@code part}; it is the only one to use what comes in, or none joins it. */
    private static Optional<Fusion.Chain> joining(Graph part, Fusion fusion) {
        Port input = part.inputs().get(0);
        List<Node> users = part.consumers().getOrDefault(input.value(), List.of());
        return fusion.chains().stream().filter(chain -> users.size() == 1 && chain.followers().stream()
            .anyMatch(step -> step.mnemonic().equals(users.get(0).op().mnemonic()))).findFirst();
    }
}
