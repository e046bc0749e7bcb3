package io.sextant.search.space;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Optional;

/** Builds the graph of an architecture, or of a single link of one. Used once. */
final class Lowering {
    private final SpaceDeclaration.Blocks blocks;
    private final GraphBuilder graph;
    private final Layers layers;

    private Lowering(SpaceDeclaration declaration, long weightSeed) {
        this.blocks = declaration.blocks();
        this.graph = new GraphBuilder(declaration.name());
        this.layers = new Layers(graph, Weights.drawn(graph, weightSeed));
    }

    private Lowering(SpaceDeclaration declaration, Weights weights) {
        this.blocks = declaration.blocks();
        this.graph = new GraphBuilder(declaration.name());
        this.layers = new Layers(graph, weights);
    }

    /** The network: input {@code input}, output {@code logits} f32 (1, classes). */
    static Graph network(SpaceDeclaration declaration, Architecture architecture, long weightSeed) {
        Lowering lowering = new Lowering(declaration, weightSeed);
        Value x = lowering.graph.input("input", declaration.input(architecture.scale()));
        for (Link link : new Chain(declaration, architecture).links()) {
            x = link.append(lowering, x);
        }
        return lowering.graph.output("logits", x).build();
    }

    /** One link: input {@code input} of type {@code incoming}, output {@code output}. */
    static Graph part(SpaceDeclaration declaration, Link link, TensorType incoming) {
        Lowering lowering = new Lowering(declaration, 0);
        Value x = lowering.graph.input("input", incoming);
        return lowering.graph.output("output", link.append(lowering, x)).build();
    }

    /**
     * What a link makes of a type, without weights and without a graph.
     *
     * @param elements of all its constants
     */
    record Typing(TensorType outgoing, long elements) {
    }

    /** @throws io.sextant.ir.type.IllTyped if the link does not take {@code incoming} */
    static Typing typing(SpaceDeclaration declaration, Link link, TensorType incoming) {
        Weights.Typed weights = new Weights.Typed();
        Lowering lowering = new Lowering(declaration, weights);
        Value out = link.append(lowering, lowering.graph.input("input", incoming));
        return new Typing(out.type(), weights.elements());
    }

    Value stem(Link.Stem stem, Value x) {
        return layers.normalised(x, stem.filter(), Optional.of(stem.activation()));
    }

    /**
     * A block of whatever kind.
     * <ul>
     * <li>B1: where a residual is always added, the result has the type of the input
     * </ul>
     */
    Value block(Link.Block block, Value x) {
        return switch (block.chosen().kind()) {
            case FUSED, DEPTHWISE -> residual(block.residual(), x, inverted(block, x));
            case ATTENTION -> new Attention(graph, layers).block(block, x);
        };
    }

    private Value inverted(Link.Block block, Value x) {
        Layers.Filter filter = block.filter();
        Architecture.Block chosen = block.chosen();
        boolean fused = chosen.kind() == BlockKind.FUSED;
        boolean narrow = chosen.expansion() == 1;
        int expanded = x.type().shape().last() * chosen.expansion();
        Optional<Unary.Kind> nonlinear = Optional.of(block.activation());
        Value inner;
        if (fused) {
            inner = layers.normalised(x, filter.to(narrow ? filter.channels() : expanded), chosen.groups(), nonlinear);
        } else {
            Value wide = narrow ? x : layers.normalised(x, Layers.Filter.pointwise(expanded), nonlinear);
            inner = layers.depthwise(wide, filter, block.activation());
        }
        if (chosen.squeeze()) {
            inner = squeezeExcite(inner);
        }
        return fused && narrow ? inner : layers.normalised(inner, Layers.Filter.pointwise(filter.channels()), Optional.empty());
    }

    private Value residual(Residual residual, Value x, Value y) {
        boolean matching = y.type().equals(x.type());
        IllTyped.unless(matching || residual != Residual.ALWAYS, "block B1", "a residual adds equal types, the input is %s, the result %s",
            x.type(), y.type());
        return matching && residual != Residual.NEVER ? graph.add(new Binary(x, y, Binary.Kind.ADD)) : y;
    }

    /** Channel attention (Hu et al., 2018) with the hard sigmoid of MobileNetV3. */
    private Value squeezeExcite(Value x) {
        int channels = x.type().shape().last();
        int squeezed = blocks.channels((double) channels / blocks.squeezeDivisor());
        Value pooled = graph.add(new GlobalPool(x, Pool.Kind.AVERAGE));
        Value reduced = graph.add(new Unary(layers.biased(pooled, squeezed), Unary.Kind.RELU));
        Value gate = graph.add(new Unary(layers.biased(reduced, channels), Unary.Kind.HARD_SIGMOID));
        return graph.add(new Binary(x, gate, Binary.Kind.MUL));
    }

    Value head(Link.Head head, Value x) {
        Value features = head.pointwise()
            .map(width -> layers.normalised(x, Layers.Filter.pointwise(width), Optional.of(head.activation()))).orElse(x);
        Value pooled = graph.add(new GlobalPool(features, Pool.Kind.AVERAGE));
        Value flat = graph.add(new Reshape(pooled, List.of(1, pooled.type().shape().last())));
        Value hidden = head.hidden().map(units -> graph.add(new Unary(layers.dense(flat, units), head.activation()))).orElse(flat);
        return layers.dense(hidden, head.classes());
    }
}
