package io.sextant.search.space;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.quantize.Precision;
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
    private final Map<Form, Graph> counted = new ConcurrentHashMap<>();
    /** Whether some networks of the space have integers. */
    private final boolean mixed;

    /** What determines the graph of a part. */
    private record Form(TensorType incoming, PartPrecision precision, Link link) {
        /** In a network without integers. */
        Form(TensorType incoming, Link link) {
            this(incoming, PartPrecision.REAL, link);
        }
    }

    Parts(SpaceDeclaration declaration, Decisions decisions) {
        this.declaration = declaration;
        this.decisions = decisions;
        this.mixed = declaration.hasIntegers();
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
        Precision before = place == 0 ? Precision.F32 : links.get(place - 1).precision();
        return new Form(type, new PartPrecision(before, links.get(place).precision(), place == links.size() - 1), links.get(place));
    }

    private Graph graph(Form form) {
        return graphs.computeIfAbsent(mixed ? form : new Form(form.incoming(), form.link()), key -> {
            Graph real = Lowering.part(declaration, key.link(), key.incoming());
            return mixed ? key.precision().of(real, SearchSpace.ROUNDING) : real;
        });
    }

    /** What the links of a network compute with. */
    ChainPrecision precision(List<Integer> choices) {
        if (!mixed) {
            return ChainPrecision.REAL;
        }
        Chain chain = chain(choices);
        List<ChainPrecision.Segment> segments = new ArrayList<>();
        TensorType type = declaration.input(chain.architecture().scale());
        for (Link link : chain.links()) {
            Graph part = counted.computeIfAbsent(new Form(type, link), form -> Lowering.part(declaration, form.link(), form.incoming()));
            segments.add(new ChainPrecision.Segment(part.nodes().size(), link.precision()));
            type = part.outputs().get(0).value().type();
        }
        return new ChainPrecision(segments);
    }
}
