package io.sextant.search.space;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An architecture as links, from the stem to the head. */
record Chain(SpaceDeclaration declaration, Architecture architecture) {
    List<Link> links() {
        List<Link> links = new ArrayList<>(List.of(stem()));
        for (int stage = 0; stage < architecture.stages().size(); stage++) {
            for (int block = 0; block < architecture.stages().get(stage).size(); block++) {
                links.add(block(stage, block));
            }
        }
        links.add(head());
        return links;
    }

    /** The place of a block among {@link #links()}. */
    int place(int stage, int block) {
        return 1 + architecture.stages().subList(0, stage).stream().mapToInt(List::size).sum() + block;
    }

    private Link stem() {
        StemDeclaration stem = declaration.stem();
        return new Link.Stem(new Layers.Filter(stem.kernel(), stem.stride(), channels(stem.width()), stem.padding()), stem.activation(),
            stem.precision());
    }

    private Link block(int stage, int block) {
        StageDeclaration declared = declaration.stages().get(stage);
        Architecture.Block chosen = architecture.stages().get(stage).get(block);
        StageDeclaration.Body body = declared.body();
        Layers.Filter filter = new Layers.Filter(chosen.kernel(), body.stride(block), channels(declared.width()), body.padding());
        return new Link.Block(filter, chosen, body.residual(), body.activation());
    }

    private Link head() {
        HeadDeclaration head = declaration.head();
        return new Link.Head(channels(head.pointwise()), channels(head.hidden()), head.activation(), head.classes(),
            head.precision());
    }

    private Optional<Integer> channels(Optional<Integer> width) {
        return width.map(this::channels);
    }

    private int channels(int width) {
        return declaration.blocks().channels(width * architecture.scale().width());
    }
}
