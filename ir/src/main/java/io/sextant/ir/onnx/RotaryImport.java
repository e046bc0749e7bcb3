package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Gather;
import io.sextant.ir.op.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rotary positions (Su et al., 2021): pairs of a head's elements are turned by angles that depend on the position. */
final class RotaryImport {
    private RotaryImport() {
    }

    static void register(Map<String, NodeImport> handlers) {
        handlers.put("RotaryEmbedding", RotaryImport::rotary);
    }

    /** (B, heads, S, D), or (B, S, heads D), which is turned as (B, S, heads, D). */
    private static void rotary(ImportNode node, GraphImport graph) {
        Value input = graph.value(node.input(0));
        List<Integer> dims = input.type().shape().dims();
        Formula formula = new Formula(graph);
        int headAxis = dims.size() == 4 ? 1 : 2;
        Value x = formula.reshaped(input, split(node, dims));
        int width = x.type().dim(3);
        int given = node.integer("rotary_embedding_dim", 0);
        int turned = given == 0 ? width : given;
        if (turned < 2 || turned > width || turned % 2 != 0) {
            throw new InvalidInput("an even number of a head's " + width + " elements is turned, got " + turned);
        }
        List<Integer> positions = List.of(dims.get(0), x.type().dim(3 - headAxis));
        Value cos = cache(node, formula, 1, positions, turned / 2, headAxis);
        Value sin = cache(node, formula, 2, positions, turned / 2, headAxis);
        boolean interleaved = node.integer("interleaved", 0) != 0;
        Value first = interleaved ? everySecond(graph, x, 0, turned) : RegionImport.part(graph, x, 3, 0, turned / 2);
        Value second = interleaved ? everySecond(graph, x, 1, turned) : RegionImport.part(graph, x, 3, turned / 2, turned);
        Value real = formula.sub(formula.mul(first, cos), formula.mul(second, sin));
        Value imaginary = formula.add(formula.mul(first, sin), formula.mul(second, cos));
        List<Value> parts = new ArrayList<>(interleaved ? List.of(alternating(formula, real, imaginary)) : List.of(real, imaginary));
        if (turned < width) {
            parts.add(RegionImport.part(graph, x, 3, turned, width));
        }
        Value result = parts.size() == 1 ? parts.get(0) : graph.emit(new Concat(parts, 3));
        graph.define(node.output(), formula.reshaped(result, dims), Layout.identity(dims.size()));
    }

    private static List<Integer> split(ImportNode node, List<Integer> dims) {
        int heads = node.integer("num_heads", 0);
        if (dims.size() == 4 && (heads == 0 || heads == dims.get(1))) {
            return dims;
        }
        if (dims.size() != 3 || heads < 1 || dims.get(2) % heads != 0) {
            throw new InvalidInput("the input is (B, num_heads, S, D), or (B, S, num_heads D) with num_heads given, got " + dims
                + " with num_heads=" + heads);
        }
        return List.of(dims.get(0), dims.get(1), heads, dims.get(2) / heads);
    }

    /** Cosines or sines of the angles at the positions, (B, S, pairs), with an extent of 1 for the heads. */
    private static Value cache(ImportNode node, Formula formula, int input, List<Integer> positions, int pairs, int headAxis) {
        GraphImport graph = formula.graph();
        Value cache = graph.value(node.input(input));
        Optional<String> ids = node.optional(3);
        if (ids.isPresent()) {
            Value index = graph.value(ids.get());
            if (cache.type().rank() != 2 || !index.type().shape().dims().equals(positions)) {
                throw new InvalidInput("position_ids are (B, S) = " + positions + " rows of a matrix of angles, got " + index.type()
                    + " and " + cache.type());
            }
            if (graph.isLiteral(ids.get())) {
                IndexImport.requireInside(graph.literal(ids.get(), "position_ids", Integer.MAX_VALUE), cache.type().dim(0));
            }
            cache = graph.emit(new Gather(cache, index, 0));
        }
        List<Integer> dims = new ArrayList<>(positions);
        dims.add(pairs);
        if (!cache.type().shape().dims().equals(dims)) {
            throw new InvalidInput("there is an angle for each pair at each position, " + dims + ", got " + cache.type());
        }
        dims.add(headAxis, 1);
        return formula.reshaped(cache, dims);
    }

    private static Value everySecond(GraphImport graph, Value x, int from, int to) {
        List<Integer> starts = new ArrayList<>(Collections.nCopies(4, 0));
        List<Integer> ends = new ArrayList<>(x.type().shape().dims());
        List<Integer> steps = new ArrayList<>(Collections.nCopies(4, 1));
        starts.set(3, from);
        ends.set(3, to);
        steps.set(3, 2);
        return RegionImport.sliced(graph, x, starts, ends, steps);
    }

    /** The first of {@code even}, of {@code odd}, the second of each, and so on. */
    private static Value alternating(Formula formula, Value even, Value odd) {
        List<Integer> dims = even.type().shape().dims();
        List<Integer> single = new ArrayList<>(dims);
        single.add(1);
        Value pairs = formula.graph().emit(new Concat(List.of(formula.reshaped(even, single), formula.reshaped(odd, single)), 4));
        return formula.reshaped(pairs, List.of(dims.get(0), dims.get(1), dims.get(2), 2 * dims.get(3)));
    }
}
