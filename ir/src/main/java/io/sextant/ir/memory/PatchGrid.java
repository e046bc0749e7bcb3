package io.sextant.ir.memory;

import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongBinaryOperator;
import java.util.stream.IntStream;

/**
 * A region cut into as many patches along each dimension as {@code counts} says, as equal as can be. What a patch needs along one
 * dimension does not depend on where it is along the other, so sizes are told from the patches of a diagonal.
 */
record PatchGrid(PatchRegion region, List<Integer> counts) {
    private static final List<Integer> SQUARES = List.of(2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16);
    private static final List<Integer> STRIPS = List.of(2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64);

    /** The grids that are tried for a region: squares and strips of rows. */
    static List<PatchGrid> of(PatchRegion region) {
        TensorType stage = region.stage().type();
        int rows = stage.dim(1);
        List<List<Integer>> grids = new ArrayList<>();
        STRIPS.stream().filter(count -> count <= rows).forEach(count -> grids.add(stage.rank() == 3 ? List.of(count) : List.of(count, 1)));
        if (stage.rank() == 4) {
            SQUARES.forEach(count -> grids.add(List.of(Math.min(count, rows), Math.min(count, stage.dim(2)))));
        }
        return grids.stream().distinct().filter(grid -> Collections.max(grid) > 1).map(grid -> new PatchGrid(region, grid)).toList();
    }

    /** The tiles of every patch, row by row. */
    List<Map<Value, Tile>> patches() {
        List<List<Integer>> places = List.of(List.of());
        for (int count : counts) {
            places = places.stream().flatMap(place -> IntStream.range(0, count).mapToObj(i -> {
                List<Integer> longer = new ArrayList<>(place);
                longer.add(i);
                return longer;
            })).map(List::copyOf).toList();
        }
        return places.stream().map(this::tiles).toList();
    }

    private Map<Value, Tile> tiles(List<Integer> place) {
        List<Integer> from = new ArrayList<>();
        List<Integer> to = new ArrayList<>();
        for (int axis = 0; axis < counts.size(); axis++) {
            int extent = region.stage().type().dim(axis + 1);
            from.add(extent * place.get(axis) / counts.get(axis));
            to.add(extent * (place.get(axis) + 1) / counts.get(axis));
        }
        return region.tiles(new Tile(from, to));
    }

    /** For each value the largest tile's and all tiles' elements. */
    private Map<Value, Long> elements(LongBinaryOperator together) {
        List<Map<Value, Tile>> diagonal = IntStream.range(0, Collections.max(counts))
            .mapToObj(i -> tiles(counts.stream().map(count -> i % count).toList())).toList();
        Map<Value, Long> elements = new HashMap<>();
        for (Value value : diagonal.get(0).keySet()) {
            long product = (long) value.type().dim(0) * value.type().shape().last();
            for (int axis = 0; axis < counts.size(); axis++) {
                int dimension = axis;
                product *= diagonal.subList(0, counts.get(axis)).stream().mapToLong(tiles -> tiles.get(value).extent(dimension))
                    .reduce(0, together);
            }
            elements.put(value, product);
        }
        return elements;
    }

    /** Bytes of the largest tile of each value. */
    Map<Value, Long> largest() {
        Map<Value, Long> bytes = new HashMap<>();
        elements(Math::max).forEach((value, elements) -> bytes.put(value, value.type().dtype().bytes(elements)));
        return bytes;
    }

    /** Multiply-accumulates that patches compute more than once; every operator here costs in proportion to its result. */
    long extraMacs(GraphCost cost) {
        Map<Value, Long> macs = new HashMap<>();
        cost.nodes().forEach(node -> macs.put(node.node().result(), node.macs()));
        Map<Value, Long> computed = elements(Long::sum);
        return region.nodes().stream().map(Node::result)
            .mapToLong(result -> macs.get(result) / result.type().elements() * (computed.get(result) - result.type().elements())).sum();
    }
}
