package io.sextant.search.space;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds the graph of an architecture, or of a single link of one. Used once. */
final class Lowering {
    private final SpaceDeclaration.Blocks blocks;
    private final GraphBuilder graph;
    private final Layers layers;

    private Lowering(SpaceDeclaration declaration, String name, long weightSeed) {
        this.blocks = declaration.blocks();
        this.graph = new GraphBuilder(name);
        this.layers = new Layers(graph, weightSeed);
    }

    /** The network: input {@code input}, output {@code logits} f32 (1, classes). */
    static Graph network(SpaceDeclaration declaration, Architecture architecture, long weightSeed) {
        Lowering lowering = new Lowering(declaration, declaration.name(), weightSeed);
        Value x = lowering.graph.input("input", declaration.input(architecture.scale()));
        for (Link link : new Chain(declaration, architecture).links()) {
            x = link.append(lowering, x);
        }
        return lowering.graph.output("logits", x).build();
    }

    /** One link: input {@code input} of type {@code incoming}, output {@code output}. */
    static Graph part(SpaceDeclaration declaration, Link link, TensorType incoming) {
        Lowering lowering = new Lowering(declaration, declaration.name(), 0);
        Value x = lowering.graph.input("input", incoming);
        return lowering.graph.output("output", link.append(lowering, x)).build();
    }

    /** The type that comes into each link of {@code architecture}. */
    static List<TensorType> incoming(SpaceDeclaration declaration, Architecture architecture) {
        Lowering lowering = new Lowering(declaration, declaration.name(), 0);
        Value x = lowering.graph.input("input", declaration.input(architecture.scale()));
        List<TensorType> types = new ArrayList<>();
        for (Link link : new Chain(declaration, architecture).links()) {
            types.add(x.type());
            x = link.append(lowering, x);
        }
        return types;
    }

    Value stem(Link.Stem stem, Value x) {
        return layers.normalised(x, stem.filter(), Optional.of(stem.activation()));
    }

    Value block(Link.Block block, Value x) {
        Layers.Filter filter = block.filter();
        int expanded = x.type().shape().last() * block.expansion();
        Optional<Unary.Kind> nonlinear = Optional.of(block.activation());
        Value inner = switch (blocks.kind()) {
            case FUSED -> layers.normalised(x, filter.to(block.expansion() == 1 ? filter.channels() : expanded), nonlinear);
            case DEPTHWISE -> {
                Value wide = block.expansion() == 1 ? x : layers.normalised(x, Layers.Filter.pointwise(expanded), nonlinear);
                yield layers.depthwise(wide, filter, block.activation());
            }
        };
        if (block.squeeze()) {
            inner = squeezeExcite(inner);
        }
        boolean projected = blocks.kind() == BlockKind.FUSED && block.expansion() == 1;
        Value y = projected ? inner : layers.normalised(inner, Layers.Filter.pointwise(filter.channels()), Optional.empty());
        return y.type().equals(x.type()) ? graph.add(new Binary(x, y, Binary.Kind.ADD)) : y;
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
        Value hidden = head.hidden().map(units -> graph.add(new Unary(dense(flat, units), head.activation()))).orElse(flat);
        return dense(hidden, head.classes());
    }

    private Value dense(Value x, int units) {
        int channels = x.type().shape().last();
        Value weights = layers.weights(channels, channels, units);
        return graph.add(new Dense(x, weights, Optional.of(layers.filled(units, 0))));
    }
}
