package io.sextant.search.cost;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.Kernel;
import io.sextant.search.space.Genotype;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.space.SpacePart;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The kernels of every network of a space, put together from those of its parts: what lowering a candidate and taking it apart would
 * give, by one look-up for each part. Immutable once built.
 */
public final class KernelTable {
    private final List<SpacePart> parts;
    /** By part and variant; a part that a variant leaves out has none. */
    private final List<List<List<Kernel>>> kernels;

    private KernelTable(List<SpacePart> parts, List<List<List<Kernel>>> kernels) {
        this.parts = parts;
        this.kernels = kernels;
    }

    /**
     * Lowers every variant of every part.
     *
     * @throws IllegalArgumentException if the fusion could join a kernel across parts
     * @throws io.sextant.ir.InvalidInput if the space has too many variants to be walked through
     */
    public static KernelTable of(SearchSpace space, Fusion fusion) {
        List<SpacePart> parts = space.parts();
        Variants.requireCountable(space.name(), parts);
        Map<Graph, List<Kernel>> seen = new IdentityHashMap<>();
        List<List<List<Kernel>>> kernels = new ArrayList<>();
        for (SpacePart part : parts) {
            List<List<Kernel>> ofPart = new ArrayList<>();
            for (int variant = 0; variant < part.variants(); variant++) {
                ofPart.add(part.graph(variant).map(graph -> seen.computeIfAbsent(graph, key -> SpaceKernels.kernels(key, fusion)))
                    .orElse(List.of()));
            }
            kernels.add(ofPart);
        }
        return new KernelTable(parts, kernels);
    }

    /** The kernels of a network, in an order in which they can run: that of {@link io.sextant.ir.kernel.Kernels#of}. */
    public List<Kernel> kernels(Genotype genotype) {
        List<Kernel> all = new ArrayList<>();
        for (int part = 0; part < parts.size(); part++) {
            all.addAll(kernels(part, parts.get(part).variant(genotype)));
        }
        return all;
    }

    /** Of one part, by its place among {@link SearchSpace#parts()}. */
    List<Kernel> kernels(int part, int variant) {
        return kernels.get(part).get(variant);
    }
}
