package io.sextant.search.space;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Cuts a space into its parts. Graphs are lowered when they are first asked for, and kept. */
final class Parts {
    private final SpaceDeclaration declaration;
    private final Decisions decisions;
    private final Map<Form, TensorType> outgoing = new ConcurrentHashMap<>();
    private final Map<Form, Graph> graphs = new ConcurrentHashMap<>();

    /** What determines the graph of a part. */
    private record Form(TensorType incoming, Link link) {
    }

    Parts(SpaceDeclaration declaration, Decisions decisions) {
        this.declaration = declaration;
        this.decisions = decisions;
    }

    List<SpacePart> all() {
        List<SpacePart> parts = new ArrayList<>();
        parts.add(part("stem", decisions.networkWindow(), choices -> Optional.of(form(chain(choices), 0))));
        for (int stage = 0; stage < declaration.stages().size(); stage++) {
            for (int block = 0; block < declaration.stages().get(stage).maxDepth(); block++) {
                parts.add(block(stage, block));
            }
        }
        parts.add(part("head", decisions.headWindow(), choices -> {
            Chain chain = chain(choices);
            return Optional.of(form(chain, chain.links().size() - 1));
        }));
        return List.copyOf(parts);
    }

    private SpacePart block(int stage, int block) {
        return part("stage " + (stage + 1) + " block " + (block + 1), decisions.window(stage, block), choices -> {
            Chain chain = chain(choices);
            return block < decisions.depth(choices, stage) ? Optional.of(form(chain, chain.place(stage, block))) : Optional.empty();
        });
    }

    private SpacePart part(String name, List<Integer> window, Function<List<Integer>, Optional<Form>> form) {
        List<SpacePart.Choice> choices = window.stream()
            .map(position -> new SpacePart.Choice(position, decisions.list().get(position).options())).toList();
        return new SpacePart(name, choices, options -> {
            List<Integer> all = new ArrayList<>(Collections.nCopies(decisions.list().size(), 0));
            for (int i = 0; i < options.size(); i++) {
                all.set(window.get(i), options.get(i));
            }
            return form.apply(all).map(this::graph);
        });
    }

    private Chain chain(List<Integer> choices) {
        return new Chain(declaration, decisions.resolve(choices));
    }

    /** The link at {@code place}; what comes in is what the links before it make. */
    private Form form(Chain chain, int place) {
        List<Link> links = chain.links();
        TensorType type = declaration.input(chain.architecture().scale());
        for (Link before : links.subList(0, place)) {
            type = outgoing.computeIfAbsent(new Form(type, before),
                form -> Lowering.typing(declaration, form.link(), form.incoming()).outgoing());
        }
        return new Form(type, links.get(place));
    }

    private Graph graph(Form form) {
        return graphs.computeIfAbsent(form, key -> Lowering.part(declaration, key.link(), key.incoming()));
    }
}
