package io.sextant.codegen.c.family;

import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.TensorType;
import io.sextant.kernel.KernelSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Dense layers, 1x1 convolutions and products of activations: matrix products from register tiles. Weights that are constant are packed. */
final class ProductFamily implements Family {
    private static final int SCHEDULES = 12;
    /** Rows that go through all panels together: their inputs should stay in the first-level cache. */
    private static final int FIRST_LEVEL_FLOATS = 6_000;
    /** Weights beyond this are to be read once: all rows go through one panel after the other. */
    private static final int SECOND_LEVEL_FLOATS = 32_000;

    private final Lowered lowered;

    ProductFamily(Lowered lowered) {
        this.lowered = lowered;
    }

    /** Whether a convolution takes each pixel for itself and leaves none out. */
    static boolean isPointwise(Convolution op) {
        return op.groups() == 1 && ones(op.kernel()) && ones(op.strides()) && zeros(op.padBefore()) && zeros(op.padAfter());
    }

    private static boolean ones(List<Integer> values) {
        return values.stream().allMatch(value -> value == 1);
    }

    private static boolean zeros(List<Integer> values) {
        return values.stream().allMatch(value -> value == 0);
    }

    /** out[batch][m][n] = sum over k. */
    record Extents(long m, long k, long n) {
        static Extents of(Op op) {
            TensorType result = op.type();
            long n = result.shape().last();
            long k = op.operands().get(0).type().shape().last();
            return new Extents(op instanceof MatMul ? result.dim(result.rank() - 2) : result.elements() / n, k, n);
        }

        /** Of so many rows at once. */
        Extents ofRows(long rows) {
            return new Extents(rows, k, n);
        }
    }

    @Override
    public List<Schedule> schedules(PlacedKernel kernel) {
        return schedules(Extents.of(kernel.nodes().get(0).op()));
    }

    List<Schedule> schedules(Extents extents) {
        List<TileChoice> tiles = TileChoice.of(lowered.isa(), extents.m(), extents.n());
        return TileChoice.schedules(lowered.isa(), tiles.subList(0, Math.min(SCHEDULES, tiles.size())), extents.n(),
            tile -> blocking(extents, tile));
    }

    private Map<String, Integer> blocking(Extents extents, TileChoice tile) {
        boolean streamed = extents.k() * extents.n() > SECOND_LEVEL_FLOATS;
        long rows = streamed ? extents.m() : Math.max(1, FIRST_LEVEL_FLOATS / extents.k() / tile.rows()) * tile.rows();
        long tiles = (extents.m() + tile.rows() - 1) / tile.rows();
        long ahead = streamed ? (tile.vectors() * lowered.lanes() + tiles - 1) / tiles : 0;
        return Map.of("MB", (int) Math.min(rows, extents.m()), "AHEAD", (int) ahead);
    }

    @Override
    public Instance instance(PlacedKernel kernel, Schedule schedule) {
        Op op = kernel.nodes().get(0).op();
        Extents extents = Extents.of(op);
        WeightBlock weights = lowered.weights();
        Macros macros = macros(extents, schedule);
        KernelSource last;
        if (op instanceof MatMul || kernel.inputs().contains(op.operands().get(1)) || hasDynamicBias(kernel)) {
            addRows(op, new Operands(kernel, lowered, weights), macros.put("LAST_STEP", extents.n()));
            last = KernelSource.PRODUCT_ACTIVATIONS;
        } else {
            macros.put("BIAS_FLOATS", addBias(op, extents, weights) < 0 ? 0 : weights.padded(extents.n()));
            addFactors(op, extents, schedule, weights);
            last = KernelSource.PRODUCT_WEIGHTS;
        }
        String text = lowered.epilogue(kernel, weights) + KernelSource.text(KernelSource.PRODUCT_TILES, KernelSource.PRODUCT_PANELS, last);
        return new Instance(macros.all(), text, weights, 0);
    }

    private static boolean hasDynamicBias(PlacedKernel kernel) {
        return kernel.nodes().get(0).op().operands().stream().skip(2).anyMatch(kernel.inputs()::contains);
    }

    /** Factors that are read as they are. */
    private static void addRows(Op op, Operands operands, Macros macros) {
        macros.put("LEFT", operands.pointer(op.operands().get(0))).put("RIGHT", operands.pointer(op.operands().get(1)));
        if (op instanceof MatMul product) {
            batches(product, macros.put("BIAS", "0"));
        } else {
            macros.put("BIAS", operands.pointer(((Dense) op).bias())).put("BATCH", 1).put("BATCH_LEFT(b)", "0").put("BATCH_RIGHT(b)", "0");
        }
    }

    /** What the template of tiles needs. */
    Macros macros(Extents extents, Schedule schedule) {
        return new Macros().putAll(schedule).put("M", extents.m()).put("K", extents.k()).put("N", extents.n())
            .put("LDA", extents.k()).put("OUT_STEP", extents.n())
            .put("FINISHED(value, row, column)", "NAME(_epilogue)(value, in, w, row, column)")
            .panels(extents.n(), schedule.get("NV"), lowered.lanes());
    }

    /** Where the bias lies; -1 if there is none. */
    long addBias(Op op, Extents extents, WeightBlock weights) {
        Optional<Value> bias = op instanceof Dense dense ? dense.bias() : ((Convolution) op).bias();
        return bias.map(value -> weights.add(extents.n(), () -> lowered.constants().apply(value).floats())).orElse(-1L);
    }

    /** Where the panels lie. */
    long addFactors(Op op, Extents extents, Schedule schedule, WeightBlock weights) {
        Value factor = op.operands().get(1);
        int k = (int) extents.k();
        int n = (int) extents.n();
        int whole = (int) weights.padded(n);
        return weights.add((long) k * whole, () -> {
            float[] packed = new float[k * whole];
            Packing.panels(lowered.constants().apply(factor).floats(), 0, n, k, n,
                new Packing.Tile(schedule.get("NV"), lowered.lanes()), packed, 0);
            return packed;
        });
    }

    /** Where the factors of a batch begin: batch extents of 1 are repeated. */
    private static void batches(MatMul op, Macros macros) {
        TensorType result = op.type();
        List<Integer> extents = result.shape().dims().subList(0, result.rank() - 2);
        macros.put("BATCH", extents.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact));
        macros.put("BATCH_LEFT(b)", offset(extents, op.left().type()));
        macros.put("BATCH_RIGHT(b)", offset(extents, op.right().type()));
    }

    private static String offset(List<Integer> extents, TensorType factor) {
        StringBuilder text = new StringBuilder("(0");
        long size = (long) factor.shape().last() * factor.dim(factor.rank() - 2);
        long batches = 1;
        int missing = extents.size() - (factor.rank() - 2);
        for (int axis = extents.size() - 1; axis >= missing; axis--) {
            int extent = factor.dim(axis - missing);
            if (extent > 1) {
                text.append(" + (b) / ").append(batches).append(" % ").append(extent).append(" * ").append(size).append('l');
                size *= extent;
            }
            batches *= extents.get(axis);
        }
        return text.append(')').toString();
    }
}
