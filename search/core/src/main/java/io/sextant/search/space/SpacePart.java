package io.sextant.search.space;

import io.sextant.ir.graph.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One link of the chain that every network of a space is: the stem, a block at its place, or the head. What stands there depends on few
 * decisions, its window; each combination of their options is a variant.
 *
 * <p>What a link makes goes to the next alone, and its first operators take nothing else. So a kernel of a network lies within one part,
 * unless the fusion lets an operator that begins a part follow another.
 */
public final class SpacePart {
    private final String name;
    private final List<Choice> window;
    private final Function<List<Integer>, Optional<Graph>> lowering;

    /**
     * A decision that a part depends on.
     *
     * @param decision its position in {@link Genotype#choices()}
     * @param options  how many options it has, at least 2
     */
    public record Choice(int decision, int options) {
    }

    /** @param lowering from an option for each choice of the window to the graph, the same object for equal graphs */
    SpacePart(String name, List<Choice> window, Function<List<Integer>, Optional<Graph>> lowering) {
        this.name = name;
        this.window = List.copyOf(window);
        this.lowering = lowering;
    }

    /** {@code stem}, {@code stage 2 block 3} (counted from 1) or {@code head}. */
    public String name() {
        return name;
    }

    /** The decisions that it depends on, in the order of the genotype; empty if every network has the same here. */
    public List<Choice> window() {
        return window;
    }

    /** How many variants there are: the product of the window's options, 1 for an empty window. */
    public int variants() {
        return window.stream().mapToInt(Choice::options).reduce(1, Math::multiplyExact);
    }

    /** The variant of {@code genotype}: its choices as digits in mixed radix, the first one of the window most significant. */
    public int variant(Genotype genotype) {
        int variant = 0;
        for (Choice choice : window) {
            variant = variant * choice.options() + genotype.choice(choice.decision());
        }
        return variant;
    }

    /**
     * The graph of a variant, with one input (what comes in) and one output (what goes out), weights of no meaning; empty if networks
     * with these choices do not have this part. Equal graphs of one space are the same object.
     *
     * @param variant at least 0 and less than {@link #variants()}
     */
    public Optional<Graph> graph(int variant) {
        if (variant < 0 || variant >= variants()) {
            throw new IndexOutOfBoundsException(name + " has " + variants() + " variants, got number " + variant);
        }
        List<Integer> options = new ArrayList<>();
        int rest = variant;
        for (int i = window.size() - 1; i >= 0; i--) {
            options.add(0, rest % window.get(i).options());
            rest /= window.get(i).options();
        }
        return lowering.apply(options);
    }

    @Override
    public String toString() {
        return name;
    }
}
