package io.sextant.codegen.c.family;

import io.sextant.ir.graph.Node;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Select;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import io.sextant.kernel.KernelSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@link io.sextant.ir.kernel.Region#ATTENTION}: scores of some queries at a time, which never leave the caches. */
final class AttentionFamily implements Family {
    private static final int TILES = 4;
    /** Scores that stay in the first-level cache, beside the keys or values that they are multiplied with. */
    private static final int FIRST_LEVEL_FLOATS = 6_000;
    /** Scores that stay in the second-level cache. */
    private static final int SECOND_LEVEL_FLOATS = 50_000;

    private final Lowered lowered;

    AttentionFamily(Lowered lowered) {
        this.lowered = lowered;
    }

    /** Whether the types are those of the kernel: f32, but for the condition of a selection. */
    static boolean hasTypes(PlacedKernel kernel) {
        return kernel.nodes().stream().allMatch(AttentionFamily::hasTypes);
    }

    private static boolean hasTypes(Node node) {
        List<Value> floats = new ArrayList<>(node.op().operands());
        if (node.op() instanceof Select select) {
            floats.remove(select.condition());
        }
        return node.result().type().dtype() == DType.F32 && floats.stream().allMatch(value -> value.type().dtype() == DType.F32);
    }

    /** Queries S and keys T of width D, values of width E. */
    private record Extents(int s, int t, int d, int e) {
        static Extents of(AttentionForm form) {
            int rank = form.scores().rank();
            return new Extents(form.scores().dim(rank - 2), form.scores().dim(rank - 1), Math.max(form.queries().extent(0), form.keys().extent(1)),
                form.values().extent(0));
        }
    }

    @Override
    public List<Schedule> schedules(PlacedKernel kernel) {
        AttentionForm form = new AttentionForm(kernel, lowered.constants());
        Extents extents = Extents.of(form);
        List<TileChoice> mixes = TileChoice.of(lowered.isa(), extents.s(), extents.e());
        List<TileChoice> scores = TileChoice.of(lowered.isa(), extents.s(), extents.t());
        List<TileChoice[]> pairs = new ArrayList<>();
        for (TileChoice score : scores.stream().filter(tile -> isFirstOfItsRows(tile, scores)).toList()) {
            mixes.stream().filter(tile -> tile.rows() == score.rows()).findFirst()
                .ifPresent(mix -> pairs.add(new TileChoice[] {score, mix}));
        }
        pairs.sort(Comparator.comparingDouble(pair -> pair[0].cost(lowered.isa(), extents.s(), extents.t()) * extents.d()
            + pair[1].cost(lowered.isa(), extents.s(), extents.e()) * extents.t()));
        List<Schedule> schedules = new ArrayList<>();
        for (int floats : List.of(FIRST_LEVEL_FLOATS, SECOND_LEVEL_FLOATS)) {
            pairs.stream().limit(TILES).forEach(pair -> schedules.add(schedule(form, extents, pair, floats)));
        }
        Map<String, Integer> packed = new HashMap<>(schedules.get(0).parameters());
        packed.put("PACK_V", 1);
        schedules.add(new Schedule(packed));
        return schedules.stream().distinct().toList();
    }

    private static boolean isFirstOfItsRows(TileChoice tile, List<TileChoice> all) {
        return all.stream().filter(other -> other.rows() == tile.rows()).findFirst().orElseThrow() == tile;
    }

    private Schedule schedule(AttentionForm form, Extents extents, TileChoice[] pair, int floats) {
        int rows = pair[0].rows();
        int block = Math.max(1, floats / extents.t() / rows) * rows;
        boolean contiguous = extents.e() == 1 || form.values().stride(0) == 1;
        return new Schedule(Map.of("MR", rows, "NV", pair[0].vectors(), "NE", pair[1].vectors(),
            "QB", Math.min(block, (extents.s() + rows - 1) / rows * rows), "TAIL", TileChoice.tail(lowered.isa(), extents.t()),
            "TAIL_E", TileChoice.tail(lowered.isa(), extents.e()), "PACK_V", contiguous ? 0 : 1,
            "UNROLL_K", Math.min(pair[0].unrolled(), pair[1].unrolled())));
    }

    @Override
    public Instance instance(PlacedKernel kernel, Schedule schedule) {
        AttentionForm form = new AttentionForm(kernel, lowered.constants());
        Extents extents = Extents.of(form);
        List<Integer> batch = form.result().extents().subList(0, form.result().extents().size() - 2);
        WeightBlock weights = lowered.weights();
        Macros macros = new Macros().putAll(schedule).put("S", extents.s()).put("T", extents.t()).put("D", extents.d())
            .put("E", extents.e()).put("SCALE", CText.number(form.scale()))
            .put("BATCH", batch.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact));
        AttentionMask mask = new AttentionMask(kernel, lowered, weights);
        place(macros, "Q", form.queries(), batch).put("Q_BASE", mask.base(form.queries().base()));
        place(macros, "K", form.keys(), batch).put("K_BASE", mask.base(form.keys().base()));
        place(macros, "V", form.values(), batch).put("V_BASE", mask.base(form.values().base()));
        place(macros, "OUT", form.result(), batch).put("OUT_COLUMN", extents.e() == 1 ? 1 : form.result().stride(0));
        String text = mask.function(form, batch) + KernelSource.text(KernelSource.ATTENTION_BLOCKS);
        return new Instance(macros.all(), text, weights, scratch(extents, schedule));
    }

    private static Macros place(Macros macros, String name, StridedView view, List<Integer> batch) {
        return macros.put(name + "_ROW", view.stride(1)).put(name + "_COLUMN", view.stride(0))
            .put(name + "_AT(b)", view.offset("(b)", batch));
    }

    private long scratch(Extents extents, Schedule schedule) {
        long keys = padded(extents.t());
        long block = schedule.get("QB");
        return keys * extents.d() + block * keys + padded(block) + (schedule.get("PACK_V") == 1 ? extents.t() * padded(extents.e()) : 0);
    }

    private long padded(long count) {
        return (count + lowered.lanes() - 1) / lowered.lanes() * lowered.lanes();
    }
}
