package io.sextant.ir.memory;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One patch of a region as a graph: from tiles of its inputs to a tile of its stage; padding is left where the image ends. */
final class PatchGraph {
    private final PatchRegion region;
    private final Map<Value, Tile> tiles;
    private final Map<Value, Value> renamed = new HashMap<>();
    private final GraphBuilder builder = new GraphBuilder("patch");

    private PatchGraph(PatchRegion region, Map<Value, Tile> tiles) {
        this.region = region;
        this.tiles = tiles;
    }

    static Graph of(PatchRegion region, Map<Value, Tile> tiles) {
        return new PatchGraph(region, tiles).build();
    }

    private Graph build() {
        region.inputs().forEach(input -> renamed.put(input, builder.input("input" + renamed.size(), tiled(input.type(), tiles.get(input)))));
        for (Node node : region.nodes()) {
            Tile made = tiles.get(node.result());
            Op op = node.op().mapOperands(operand -> region.graph().isConstant(operand) ? constant(operand)
                : cut(operand, PatchRegion.needed(node.op(), operand, made)));
            renamed.put(node.result(), builder.add(padded(op, node.op(), made)));
        }
        return builder.output("stage", renamed.get(region.stage())).build();
    }

    private Value constant(Value constant) {
        return renamed.computeIfAbsent(constant, value -> builder.constant(region.graph().constants().get(value)));
    }

    private static TensorType tiled(TensorType type, Tile tile) {
        Shape shape = type.shape();
        for (int axis = 0; axis < tile.from().size(); axis++) {
            shape = shape.with(axis + 1, tile.extent(axis));
        }
        return type.withShape(shape);
    }

    /** What a user needs of a value, of which there may be more for others. */
    private Value cut(Value value, Tile needed) {
        Tile there = tiles.get(value);
        Value whole = renamed.get(value);
        if (there.equals(needed)) {
            return whole;
        }
        List<Integer> starts = new ArrayList<>(Collections.nCopies(whole.type().rank(), 0));
        List<Integer> ends = new ArrayList<>(whole.type().shape().dims());
        for (int axis = 0; axis < needed.from().size(); axis++) {
            starts.set(axis + 1, needed.from().get(axis) - there.from().get(axis));
            ends.set(axis + 1, needed.to().get(axis) - there.from().get(axis));
        }
        return builder.add(new Slice(whole, starts, ends, Collections.nCopies(starts.size(), 1)));
    }

    /** An operator with the padding that is within a tile's reach. */
    private static Op padded(Op op, Op original, Tile made) {
        if (op instanceof Quantized quantized) {
            return new Quantized(padded(quantized.real(), ((Quantized) original).real(), made), quantized.inputs(), quantized.dtype(),
                quantized.result(), quantized.low(), quantized.high(), quantized.rounding());
        }
        Value operand = original.operands().get(0);
        Access access = Access.of(original, operand);
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        for (int axis = 0; axis < access.strides().size(); axis++) {
            before.add(Math.max(0, -PatchRegion.start(access, axis, made)));
            after.add(Math.max(0, PatchRegion.end(access, axis, made) - operand.type().dim(axis + 1)));
        }
        if (op instanceof Convolution c) {
            return new Convolution(c.input(), c.filter(), c.bias(), c.strides(), before, after, c.dilations(), c.groups());
        }
        return op instanceof Pool p ? new Pool(p.input(), p.kind(), p.kernel(), p.strides(), before, after, p.countPadding()) : op;
    }
}
