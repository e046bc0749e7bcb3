package io.sextant.codegen.c.family;

import io.sextant.ir.graph.Node;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import io.sextant.kernel.KernelSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Channel attention: means, two dense layers of one row, and the product of each pixel with what they make. */
final class SqueezeExciteFamily implements Family {
    /** Columns of the first layer whose sums are made together. */
    private static final int TOGETHER = 4;
    /** Vectors of a panel of the second layer: as many sums hide one another's latency. */
    private static final int PANEL = 8;
    /** Vectors of channels that are averaged together: as many sums hide one another's latency, and a pixel's lie side by side. */
    private static final List<Integer> POOLED = List.of(8, 4);
    /** Lines of weights that are fetched while as many vectors as are averaged together are added. */
    private static final int MOST_AHEAD = 16;

    private final Lowered lowered;
    private final ProductFamily products;

    SqueezeExciteFamily(Lowered lowered) {
        this.lowered = lowered;
        this.products = new ProductFamily(lowered);
    }

    /** Whether a kernel begins with an average and ends with a product, with two layers between. */
    static boolean does(PlacedKernel kernel) {
        List<Node> nodes = kernel.nodes();
        return isAverage(nodes.get(0).op()) && nodes.get(nodes.size() - 1).op() instanceof Binary
            && nodes.stream().filter(node -> isLayer(node.op())).count() == 2
            && kernel.inputs().stream().allMatch(input -> input.type().dtype() == DType.F32);
    }

    private static boolean isAverage(Op op) {
        return op instanceof GlobalPool pool && pool.kind() == Pool.Kind.AVERAGE
            || op instanceof Reduce reduce && reduce.kind() == Reduce.Kind.MEAN;
    }

    private static boolean isLayer(Op op) {
        return op instanceof Dense || op instanceof Convolution;
    }

    /** A layer and what becomes of its sums; reshapes do nothing to them. */
    private static List<Node> layer(Stream<Node> nodes) {
        return nodes.filter(node -> !(node.op() instanceof Reshape)).toList();
    }

    @Override
    public List<Schedule> schedules(PlacedKernel kernel) {
        return POOLED.stream().map(vectors -> new Schedule(Map.of("POOLED", vectors, "MOST_AHEAD", MOST_AHEAD))).toList();
    }

    @Override
    public Instance instance(PlacedKernel kernel, Schedule schedule) {
        List<Node> nodes = kernel.nodes().subList(0, kernel.nodes().size() - 1);
        int first = firstLayer(nodes, 0);
        int second = firstLayer(nodes, first + 1);
        TensorType type = kernel.result().type();
        WeightBlock weights = lowered.weights();
        long channels = type.shape().last();
        long hidden = nodes.get(first).result().type().shape().last();
        Macros macros = new Macros().putAll(schedule).put("BATCH", type.dim(0)).put("PIXELS", type.elements() / type.dim(0) / channels)
            .put("C", channels).put("HIDDEN", hidden).put("TOGETHER", TOGETHER).put("NV", PANEL).panels(channels, PANEL, lowered.lanes());
        List<Instance.Part> parts = new ArrayList<>();
        parts.add(part("squeeze", kernel, layer(nodes.subList(first, second).stream()), weights));
        parts.add(part("excite", kernel, layer(nodes.subList(second, nodes.size()).stream()), weights));
        addSqueeze(nodes.get(first).op(), weights, macros);
        addExcite(nodes.get(second).op(), weights, macros);
        return new Instance(macros.all(), KernelSource.text(KernelSource.SQUEEZE_EXCITE), weights,
            2 * weights.padded(channels) + weights.padded(hidden), parts);
    }

    private static int firstLayer(List<Node> nodes, int from) {
        int at = from;
        while (!isLayer(nodes.get(at).op())) {
            at++;
        }
        return at;
    }

    private Instance.Part part(String name, PlacedKernel kernel, List<Node> layer, WeightBlock weights) {
        return new Instance.Part(name, Map.of(), lowered.epilogue(kernel, layer, weights));
    }

    private void addSqueeze(Op op, WeightBlock weights, Macros macros) {
        ProductFamily.Extents extents = ProductFamily.Extents.of(op);
        Value factors = op.operands().get(1);
        macros.put("SQUEEZE_BIAS", products.addBias(op, extents, weights)).put("SQUEEZE_FACTORS",
            weights.add(extents.n() * weights.padded(extents.k()), () -> Packing.columns(lowered.constants().apply(factors).floats(),
                (int) extents.k(), (int) extents.n(), TOGETHER, lowered.lanes())));
    }

    private void addExcite(Op op, WeightBlock weights, Macros macros) {
        ProductFamily.Extents extents = ProductFamily.Extents.of(op);
        macros.put("EXCITE_BIAS", products.addBias(op, extents, weights))
            .put("EXCITE_FACTORS", products.addFactors(op, extents, new Schedule(Map.of("NV", PANEL)), weights));
    }
}
