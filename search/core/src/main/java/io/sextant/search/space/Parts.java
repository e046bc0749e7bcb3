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
    private final Map<Architecture.Scale, List<TensorType>> incoming = new ConcurrentHashMap<>();
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
        parts.add(part("stem", decisions.networkWindow(), choices -> Optional.of(form(0, chain(choices), Chain::stem))));
        for (int stage = 0; stage < declaration.stages().size(); stage++) {
            for (int block = 0; block < declaration.stages().get(stage).maxDepth(); block++) {
                parts.add(block(stage, block, parts.size()));
            }
        }
        int last = parts.size();
        parts.add(part("head", decisions.networkWindow(), choices -> Optional.of(form(last, chain(choices), Chain::head))));
        return List.copyOf(parts);
    }

    /** @param place where it stands in the deepest network */
    private SpacePart block(int stage, int block, int place) {
        return part("stage " + (stage + 1) + " block " + (block + 1), decisions.window(stage, block),
            choices -> block < decisions.depth(choices, stage)
                ? Optional.of(form(place, chain(choices), chain -> chain.block(stage, block))) : Optional.empty());
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

    /** What comes in depends on the place and the scale alone: every block of a stage makes the stage's width. */
    private Form form(int place, Chain chain, Function<Chain, Link> link) {
        List<TensorType> types = incoming.computeIfAbsent(chain.architecture().scale(),
            scale -> Lowering.incoming(declaration, declaration.deepest(scale)));
        return new Form(types.get(place), link.apply(chain));
    }

    private Graph graph(Form form) {
        return graphs.computeIfAbsent(form, key -> Lowering.part(declaration, key.link(), key.incoming()));
    }
}
