package io.sextant.search.space;

import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.TensorType;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether every network of a space can be built, without building one: the types that can come into each place of the chain are carried
 * from the input to the head, and each block's choices are tried on each of them once.
 *
 * <p>That is exact. Beside the scale, which holds for the whole network and is gone through from outside, choices at different places are
 * free of each other, so that every type found at a place meets every combination of choices there in some network. A space of 1e20
 * networks takes about as many steps as it has kernels.
 */
final class TypeCheck {
    private final SpaceDeclaration declaration;
    private final Decisions decisions;
    private final Map<Arriving, Lowering.Typing> typings = new HashMap<>();
    private Optional<Refusal> refusal = Optional.empty();
    private long elements;

    /**
     * The first thing that does not fit.
     *
     * @param key what of it is to be changed in the file; empty for the whole place
     */
    record Refusal(ChainPlace place, Optional<String> key, String message) {
    }

    private record Arriving(TensorType type, Link link) {
    }

    /**
     * A type that can come in.
     *
     * @param witness  choices of a network in which it does
     * @param elements the most constants that a network in which it does may have up to here
     */
    private record Arrival(List<Integer> witness, long elements) {
        static Arrival larger(Arrival one, Arrival other) {
            return other.elements > one.elements ? other : one;
        }
    }

    private TypeCheck(SpaceDeclaration declaration, Decisions decisions) {
        this.declaration = declaration;
        this.decisions = decisions;
    }

    static TypeCheck of(SpaceDeclaration declaration, Decisions decisions) {
        TypeCheck check = new TypeCheck(declaration, decisions);
        decisions.vary(Collections.nCopies(decisions.list().size(), 0), decisions.networkWindow(), check::check);
        return check;
    }

    /** Empty if every network can be built. */
    Optional<Refusal> refusal() {
        return refusal;
    }

    /** Elements of all constants of the largest network. */
    long elements() {
        return elements;
    }

    private void check(List<Integer> scale) {
        Map<TensorType, Arrival> types = Map.of(declaration.input(decisions.resolve(scale).scale()), new Arrival(scale, 0));
        types = through(ChainPlace.STEM, types);
        for (int stage = 0; stage < declaration.stages().size(); stage++) {
            types = stage(stage, types);
        }
        through(ChainPlace.HEAD, types).values().forEach(end -> elements = Math.max(elements, end.elements()));
    }

    /** What goes out of a stage, whatever its depth. */
    private Map<TensorType, Arrival> stage(int stage, Map<TensorType, Arrival> incoming) {
        StageDeclaration declared = declaration.stages().get(stage);
        Map<TensorType, Arrival> outgoing = new LinkedHashMap<>();
        Map<TensorType, Arrival> types = incoming;
        for (int block = 0; block < declared.maxDepth(); block++) {
            types = through(ChainPlace.of(stage, block), types);
            if (declared.depth().contains(block + 1)) {
                types.forEach((type, arrival) -> outgoing.merge(type, arrival, Arrival::larger));
            }
        }
        return outgoing;
    }

    /** What goes out of a place that {@code incoming} can come into; only what fits. */
    private Map<TensorType, Arrival> through(ChainPlace place, Map<TensorType, Arrival> incoming) {
        Map<TensorType, Arrival> outgoing = new LinkedHashMap<>();
        incoming.forEach((type, arrival) -> decisions.vary(decisions.reaching(place, arrival.witness()), decisions.own(place), choices -> {
            try {
                Link link = place.link(new Chain(declaration, decisions.resolve(choices)));
                Lowering.Typing typing = typings.computeIfAbsent(new Arriving(type, link),
                    arriving -> Lowering.typing(declaration, arriving.link(), arriving.type()));
                outgoing.merge(typing.outgoing(), new Arrival(choices, arrival.elements() + typing.elements()), Arrival::larger);
            } catch (IllTyped why) {
                refusal = refusal.or(() -> Optional.of(new Blame(declaration, decisions, place).of(choices, type, why)));
            }
        }));
        return outgoing;
    }
}
