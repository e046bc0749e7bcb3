package io.sextant.ir.memory;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.graph.Port;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Dequantize;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Quantize;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * First kernels of a graph that can be run patch by patch: each needs a window of its operands alone, and all that others take of them is
 * the result of the last.
 */
record PatchRegion(Graph graph, List<PlacedKernel> kernels) {
    /** Every such region of the graph, short ones first. */
    static List<PatchRegion> of(Graph graph, List<PlacedKernel> kernels) {
        List<PatchRegion> regions = new ArrayList<>();
        for (int count = 1; count <= kernels.size() && isLocal(graph, kernels.get(count - 1)); count++) {
            PatchRegion region = new PatchRegion(graph, kernels.subList(0, count));
            if (count > 1 && region.isCut(kernels.subList(count, kernels.size()))) {
                regions.add(region);
            }
        }
        return regions;
    }

    Value stage() {
        return kernels.get(kernels.size() - 1).result();
    }

    /** The graph's inputs that it takes. */
    List<Value> inputs() {
        Set<Value> taken = new HashSet<>();
        kernels.forEach(kernel -> taken.addAll(kernel.inputs()));
        return graph.inputs().stream().map(Port::value).filter(taken::contains).toList();
    }

    List<Node> nodes() {
        return kernels.stream().flatMap(kernel -> kernel.nodes().stream()).toList();
    }

    private boolean isCut(List<PlacedKernel> others) {
        Set<Value> made = new HashSet<>();
        kernels.forEach(kernel -> made.add(kernel.result()));
        made.remove(stage());
        Stream<Value> taken = Stream.concat(others.stream().flatMap(kernel -> kernel.inputs().stream()),
            graph.outputs().stream().map(Port::value));
        Set<Value> used = new HashSet<>();
        kernels.forEach(kernel -> used.addAll(kernel.inputs()));
        return taken.noneMatch(made::contains) && used.containsAll(made);
    }

    private static boolean isLocal(Graph graph, PlacedKernel kernel) {
        return kernel.nodes().stream().allMatch(node -> isLocal(graph, node));
    }

    private static boolean isLocal(Graph graph, Node node) {
        int rank = node.result().type().rank();
        boolean isAlongChannels = !(node.op() instanceof Quantize quantize && quantize.scale().type().rank() > 0
            && quantize.axis() != rank - 1 || node.op() instanceof Dequantize dequantize && dequantize.scale().type().rank() > 0
            && dequantize.axis() != rank - 1 || node.op() instanceof Requantize requantize
            && !(isAlongChannels(requantize.input().type()) && isAlongChannels(requantize.to())));
        return (rank == 3 || rank == 4) && isAlongChannels && node.op().operands().stream()
            .allMatch(operand -> graph.isConstant(operand) ? isEverywhere(node.op(), operand) : isLocal(node.op(), operand));
    }

    /** Whether the scale is the same at all positions. */
    private static boolean isAlongChannels(TensorType type) {
        return type.quantisation().flatMap(scheme -> scheme.axis().stream().boxed().findFirst()).orElse(type.rank() - 1) == type.rank() - 1;
    }

    /** Whether a constant is the same at all positions, or no tensor of positions at all, as a filter is not. */
    private static boolean isEverywhere(Op op, Value constant) {
        boolean isParameter = op.operands().indexOf(constant) > 0 && Access.of(op, op.operands().get(0)).kind() != Access.Kind.WHOLE
            && (!Access.of(op, op.operands().get(0)).strides().isEmpty() || Access.takesParameters(op));
        return isParameter || constant.type().rank() == 0 || constant.type().elements() == constant.type().shape().last();
    }

    private static boolean isLocal(Op op, Value operand) {
        if (op instanceof Quantized quantized && quantized.real() instanceof Concat) {
            return isLocal(quantized.real(), Quantized.standIn(operand));
        }
        if (op instanceof Concat concat) {
            return concat.axis() == concat.type().rank() - 1;
        }
        Access access = Access.of(op, operand);
        for (int axis = 0; axis < access.strides().size(); axis++) {
            if (access.before().get(axis) >= access.reach().get(axis) || access.after().get(axis) >= access.reach().get(axis)) {
                return false;
            }
        }
        return access.kind() != Access.Kind.WHOLE;
    }

    /** What of each value is needed for a tile of the stage. */
    Map<Value, Tile> tiles(Tile ofStage) {
        Map<Value, Tile> tiles = new HashMap<>(Map.of(stage(), ofStage));
        List<Node> nodes = nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            Tile made = tiles.get(node.result());
            node.op().operands().stream().filter(operand -> !graph.isConstant(operand))
                .forEach(operand -> tiles.merge(operand, needed(node.op(), operand, made), Tile::with));
        }
        return tiles;
    }

    /** What of {@code operand} an operator needs for a tile of its result. */
    static Tile needed(Op op, Value operand, Tile made) {
        Access access = Access.of(op, operand);
        if (access.strides().isEmpty()) {
            return made;
        }
        List<Integer> from = new ArrayList<>();
        List<Integer> to = new ArrayList<>();
        for (int axis = 0; axis < access.strides().size(); axis++) {
            from.add(Math.max(0, start(access, axis, made)));
            to.add(Math.min(operand.type().dim(axis + 1), end(access, axis, made)));
        }
        return new Tile(from, to);
    }

    /** Where the first window begins, which may be in the padding. */
    static int start(Access access, int axis, Tile made) {
        return made.from().get(axis) * access.strides().get(axis) - access.before().get(axis);
    }

    /** Where the last window ends, which may be in the padding. */
    static int end(Access access, int axis, Tile made) {
        return (made.to().get(axis) - 1) * access.strides().get(axis) - access.before().get(axis) + access.reach().get(axis);
    }
}
