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
import java.util.List;
import java.util.Optional;

/** Builds the graph of an architecture: input {@code input}, output {@code logits} f32 (1, classes). Used once. */
final class Lowering {
    private final SpaceDeclaration declaration;
    private final GraphBuilder graph;
    private final Layers layers;

    Lowering(SpaceDeclaration declaration, long weightSeed) {
        this.declaration = declaration;
        this.graph = new GraphBuilder(declaration.name());
        this.layers = new Layers(graph, weightSeed);
    }

    Graph lower(Architecture architecture) {
        StemDeclaration stem = declaration.stem();
        Value x = graph.input("input", declaration.input());
        x = layers.normalised(x, new Layers.Filter(stem.kernel(), stem.stride(), channels(stem.width(), architecture)),
            Optional.of(stem.activation()));
        for (int i = 0; i < declaration.stages().size(); i++) {
            StageDeclaration stage = declaration.stages().get(i);
            int width = channels(stage.width(), architecture);
            int stride = stage.stride();
            for (Architecture.Block block : architecture.stages().get(i)) {
                x = block(x, block, new Layers.Filter(block.kernel(), stride, width), stage.activation());
                stride = 1;
            }
        }
        return graph.output("logits", head(x)).build();
    }

    private int channels(int width, Architecture architecture) {
        return declaration.blocks().channels(width * architecture.width());
    }

    /** @param filter kernel and stride of the block, and its output channels */
    private Value block(Value x, Architecture.Block block, Layers.Filter filter, Unary.Kind activation) {
        int expanded = x.type().shape().last() * block.expansion();
        Optional<Unary.Kind> nonlinear = Optional.of(activation);
        Value inner = switch (declaration.blocks().kind()) {
            case FUSED -> layers.normalised(x, filter.to(block.expansion() == 1 ? filter.channels() : expanded), nonlinear);
            case DEPTHWISE -> {
                Value wide = block.expansion() == 1 ? x : layers.normalised(x, Layers.Filter.pointwise(expanded), nonlinear);
                yield layers.depthwise(wide, filter, activation);
            }
        };
        if (block.squeeze()) {
            inner = squeezeExcite(inner);
        }
        boolean projected = declaration.blocks().kind() == BlockKind.FUSED && block.expansion() == 1;
        Value y = projected ? inner : layers.normalised(inner, Layers.Filter.pointwise(filter.channels()), Optional.empty());
        return y.type().equals(x.type()) ? graph.add(new Binary(x, y, Binary.Kind.ADD)) : y;
    }

    /** Channel attention (Hu et al., 2018) with the hard sigmoid of MobileNetV3. */
    private Value squeezeExcite(Value x) {
        int channels = x.type().shape().last();
        int squeezed = declaration.blocks().channels((double) channels / declaration.blocks().squeezeDivisor());
        Value pooled = graph.add(new GlobalPool(x, Pool.Kind.AVERAGE));
        Value reduced = graph.add(new Unary(layers.biased(pooled, squeezed), Unary.Kind.RELU));
        Value gate = graph.add(new Unary(layers.biased(reduced, channels), Unary.Kind.HARD_SIGMOID));
        return graph.add(new Binary(x, gate, Binary.Kind.MUL));
    }

    private Value head(Value x) {
        int channels = x.type().shape().last();
        Value pooled = graph.add(new GlobalPool(x, Pool.Kind.AVERAGE));
        Value flat = graph.add(new Reshape(pooled, List.of(1, channels)));
        Value weights = layers.weights(channels, channels, declaration.classes());
        return graph.add(new Dense(flat, weights, Optional.of(layers.filled(declaration.classes(), 0))));
    }
}
