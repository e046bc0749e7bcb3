package io.sextant.search.space;

import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.IllTyped;
import java.util.List;

/**
 * Appends blocks of self-attention over the positions of a sequence (1, L, C), normalised before each of their two halves (Vaswani et
 * al., 2017; Xiong et al., 2020).
 * <ul>
 * <li>A1: the input is one sequence (1, L, C)
 * <li>A2: the stride is 1
 * <li>A3: heads divide the channels
 * </ul>
 */
final class Attention {
    private final GraphBuilder graph;
    private final Layers layers;

    Attention(GraphBuilder graph, Layers layers) {
        this.graph = graph;
        this.layers = layers;
    }

    /** A dense layer to the stage's width where the input has another; attention; and a dense layer e times as wide, and back. */
    Value block(Link.Block block, Value x) {
        int channels = block.filter().channels();
        IllTyped.unless(x.type().rank() == 3, "attention A1", "the input is one sequence (1, L, C), got %s", x.type());
        IllTyped.unless(block.filter().stride() == 1, "attention A2", "the stride is 1, got %d", block.filter().stride());
        IllTyped.unless(channels % block.chosen().heads() == 0, "attention A3", "%d heads divide the channels, %d for input %s",
            block.chosen().heads(), channels, x.type());
        Value sequence = x.type().shape().last() == channels ? x : layers.dense(x, channels);
        Value attended = add(sequence, attention(layers.layerNorm(sequence), block.chosen().heads()));
        Value wide = layers.dense(layers.layerNorm(attended), channels * block.chosen().expansion());
        return add(attended, layers.dense(graph.add(new Unary(wide, block.activation())), channels));
    }

    private Value add(Value x, Value y) {
        return graph.add(new Binary(x, y, Binary.Kind.ADD));
    }

    private Value attention(Value x, int heads) {
        int channels = x.type().shape().last();
        Value scale = layers.filled(1, (float) (1 / Math.sqrt((double) channels / heads)));
        Value queries = graph.add(new Binary(split(x, heads, List.of(0, 2, 1, 3)), scale, Binary.Kind.MUL));
        Value keys = split(x, heads, List.of(0, 2, 3, 1));
        Value values = split(x, heads, List.of(0, 2, 1, 3));
        Value weights = graph.add(new Softmax(graph.add(new MatMul(queries, keys)), 3));
        Value heard = graph.add(new Transpose(graph.add(new MatMul(weights, values)), List.of(0, 2, 1, 3)));
        return layers.dense(graph.add(new Reshape(heard, x.type().shape().dims())), channels);
    }

    /** A projection of (1, L, C), taken apart into (1, L, heads, C / heads), its dimensions in another order. */
    private Value split(Value x, int heads, List<Integer> order) {
        int channels = x.type().shape().last();
        Value apart = graph.add(new Reshape(layers.dense(x, channels), List.of(1, x.type().dim(1), heads, channels / heads)));
        return graph.add(new Transpose(apart, order));
    }
}
