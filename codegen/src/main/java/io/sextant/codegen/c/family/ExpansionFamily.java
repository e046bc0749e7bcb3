package io.sextant.codegen.c.family;

import io.sextant.ir.graph.Node;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Convolution;
import io.sextant.kernel.KernelSource;
import io.sextant.ir.type.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Inverted residuals, with or without their projection, row by row: what is expanded is never in memory as a whole. */
final class ExpansionFamily implements Family {
    /** Choices for each of the three convolutions, tried with the first of the others. */
    private static final int CHOICES = 3;
    /** Rows of the depthwise convolution that are projected together. */
    private static final List<Integer> ROWS = List.of(1, 2, 4);

    private final Lowered lowered;
    private final ProductFamily products;
    private final DepthwiseFamily filters;

    ExpansionFamily(Lowered lowered) {
        this.lowered = lowered;
        this.products = new ProductFamily(lowered);
        this.filters = new DepthwiseFamily(lowered);
    }

    /** Whether there are several convolutions in a kernel. */
    static boolean does(PlacedKernel kernel) {
        return kernel.nodes().stream().filter(node -> node.op() instanceof Convolution).count() > 1
            && kernel.inputs().stream().allMatch(input -> input.type().dtype() == DType.F32);
    }

    /** What a convolution is for; before the names of its parameters in the schedule and of its macros. */
    private enum Role {
        EXPAND, DEPTHWISE, PROJECT;

        Map<String, Integer> prefixed(Schedule schedule) {
            Map<String, Integer> parameters = new HashMap<>();
            schedule.parameters().forEach((name, value) -> parameters.put(this + "_" + name, value));
            return parameters;
        }

        Schedule own(Schedule all) {
            Map<String, Integer> parameters = new HashMap<>();
            String prefix = this + "_";
            all.parameters().forEach((name, value) -> {
                if (name.startsWith(prefix)) {
                    parameters.put(name.substring(prefix.length()), value);
                }
            });
            return new Schedule(parameters);
        }
    }

    /** A convolution and what follows it before the next. */
    private record Layer(Role role, Convolution op, List<Node> nodes) {
        /** Of a product: a row of what is expanded at a time, and so many of what is projected. */
        ProductFamily.Extents extents(int rows) {
            return ProductFamily.Extents.of(op).ofRows((role == Role.PROJECT ? rows : 1L) * WindowExtents.of(op).columns());
        }
    }

    private static List<Layer> layers(PlacedKernel kernel) {
        List<Node> nodes = kernel.nodes();
        int[] begins = IntStream.range(0, nodes.size()).filter(i -> nodes.get(i).op() instanceof Convolution).toArray();
        return IntStream.range(0, begins.length).mapToObj(i -> new Layer(Role.values()[i], (Convolution) nodes.get(begins[i]).op(),
            nodes.subList(begins[i], i + 1 < begins.length ? begins[i + 1] : nodes.size()))).toList();
    }

    @Override
    public List<Schedule> schedules(PlacedKernel kernel) {
        List<Layer> layers = layers(kernel);
        List<Schedule> schedules = new ArrayList<>(List.of(schedule(layers, 1, -1, 0)));
        for (int varied = 0; varied < layers.size(); varied++) {
            int choices = Math.min(CHOICES, choices(layers.get(varied), 1).size());
            for (int choice = 1; choice < choices; choice++) {
                schedules.add(schedule(layers, 1, varied, choice));
            }
        }
        int height = WindowExtents.of(layers.get(1).op).rows();
        ROWS.stream().filter(rows -> rows > 1 && height % rows == 0 && layers.size() > Role.PROJECT.ordinal())
            .forEach(rows -> schedules.add(schedule(layers, rows, -1, 0)));
        return schedules;
    }

    /** The first choice for each layer, but another for the one that is varied. */
    private Schedule schedule(List<Layer> layers, int rows, int varied, int choice) {
        Map<String, Integer> parameters = new HashMap<>(Map.of("ROWS", rows));
        for (int i = 0; i < layers.size(); i++) {
            parameters.putAll(layers.get(i).role.prefixed(choices(layers.get(i), rows).get(i == varied ? choice : 0)));
        }
        return new Schedule(parameters);
    }

    private List<Schedule> choices(Layer layer, int rows) {
        return layer.role == Role.DEPTHWISE ? filters.schedules(layer.op) : products.schedules(layer.extents(rows));
    }

    @Override
    public Instance instance(PlacedKernel kernel, Schedule schedule) {
        List<Layer> layers = layers(kernel);
        boolean isProjected = layers.size() > Role.PROJECT.ordinal();
        WindowExtents extents = WindowExtents.of(layers.get(1).op);
        int rows = schedule.get("ROWS");
        long ring = ring(extents, rows);
        String place = "((y) & " + (ring - 1) + ")";
        WeightBlock weights = lowered.weights();
        Macros macros = extents.macros().put("ROWS", rows).put("RING", ring).put("RING_ROW(y)", place)
            .put("CIN", layers.get(0).op.input().type().shape().last()).put("E", layers.get(1).op.groups())
            .put("PROJECTED", isProjected).put("INPUTS", kernel.inputs().size()).put("COUT", kernel.result().type().shape().last());
        List<Instance.Part> parts = new ArrayList<>();
        for (Layer layer : layers) {
            Schedule own = layer.role.own(schedule);
            parts.add(part(kernel, layer, weights, layer.role == Role.DEPTHWISE ? filter(layer, own, weights, macros).put("LINE(y)", place)
                : product(layer, own, layer.extents(rows), weights, macros)));
        }
        long pixels = ring * extents.width() + (isProjected ? (long) rows * extents.columns() : 0);
        return new Instance(macros.all(), KernelSource.text(KernelSource.EXPANSION_ROWS), weights,
            pixels * extents.input().shape().last() + lowered.lanes(), parts);
    }

    /** Rows that the ring has room for: as many as so many rows of the result reach over, and a power of two, to find them by a mask. */
    private static long ring(WindowExtents extents, int rows) {
        long reach = (rows - 1L) * extents.stride(0) + (extents.kernel(0) - 1L) * extents.dilation(0) + 1;
        return Long.highestOneBit(2 * reach - 1);
    }

    private Instance.Part part(PlacedKernel kernel, Layer layer, WeightBlock weights, Macros macros) {
        String template = layer.role == Role.DEPTHWISE ? KernelSource.text(KernelSource.DEPTHWISE_STRIPS)
            : KernelSource.text(KernelSource.PRODUCT_TILES, KernelSource.PRODUCT_PANELS);
        return new Instance.Part(layer.role.name().toLowerCase(Locale.ROOT), macros.all(),
            lowered.epilogue(kernel, layer.nodes, weights) + template);
    }

    private Macros product(Layer layer, Schedule schedule, ProductFamily.Extents extents, WeightBlock weights, Macros all) {
        all.put(layer.role + "_NV", schedule.get("NV")).put(layer.role + "_BIAS", products.addBias(layer.op, extents, weights))
            .put(layer.role + "_FACTORS", products.addFactors(layer.op, extents, schedule, weights));
        return products.macros(extents, schedule);
    }

    private Macros filter(Layer layer, Schedule schedule, WeightBlock weights, Macros all) {
        all.put(layer.role + "_BIAS", filters.addBias(layer.op, weights)).put(layer.role + "_FACTORS", filters.addTaps(layer.op, weights));
        return DepthwiseFamily.macros(layer.op, schedule).put("BIAS_FLOATS", 0);
    }
}
