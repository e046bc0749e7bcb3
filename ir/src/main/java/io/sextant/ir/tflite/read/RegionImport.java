package io.sextant.ir.tflite.read;

import static io.sextant.ir.tflite.read.OperatorReading.require;

import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.tensorflow.lite.schema.BuiltinOperator;

/** Regions of tensors. */
final class RegionImport {
    private static final int BEGIN_MASK = 0;
    private static final int END_MASK = 1;
    private static final int ELLIPSIS_MASK = 2;
    private static final int NEW_AXIS_MASK = 3;
    private static final int SHRINK_MASK = 4;
    private static final int OFFSET = 5;

    private RegionImport() {
    }

    static void register(Map<Integer, OperatorImport> handlers) {
        handlers.put(BuiltinOperator.SLICE, RegionImport::slice);
        handlers.put(BuiltinOperator.STRIDED_SLICE, RegionImport::stridedSlice);
    }

    /** From {@code begin} as many as {@code size} says; all that are left where it is -1. */
    private static void slice(OperatorReading operator) {
        Value input = operator.value(0);
        int rank = input.type().rank();
        List<Integer> starts = operator.integers(1, "starts");
        List<Integer> sizes = operator.integers(2, "sizes");
        require(starts.size() == rank && sizes.size() == rank, "starts and sizes have " + rank + " entries, got " + starts + " and " + sizes);
        List<Integer> ends = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            long end = sizes.get(axis) == -1 ? input.type().dim(axis) : (long) starts.get(axis) + sizes.get(axis);
            require(end <= input.type().dim(axis), "starts " + starts + " and sizes " + sizes + " lead out of " + input.type());
            ends.add((int) end);
        }
        operator.bind(0, operator.move(new Slice(input, starts, ends, Collections.nCopies(rank, 1))));
    }

    /** Python's slices: masks say which bounds are open, which axes go, which are new and where the ellipsis stands. */
    private static void stridedSlice(OperatorReading operator) {
        Value input = operator.value(0);
        List<Integer> begin = operator.integers(1, "starts");
        List<Integer> end = operator.integers(2, "ends");
        List<Integer> step = operator.integers(3, "steps");
        require(begin.size() == end.size() && end.size() == step.size(), "starts, ends and steps are as many, got " + begin + ", " + end
            + ", " + step);
        require(!operator.flag(OFFSET), "ends that count from the start are not supported");
        int rank = input.type().rank();
        int specified = begin.size() - Integer.bitCount(masked(operator, ELLIPSIS_MASK, begin.size()))
            - Integer.bitCount(masked(operator, NEW_AXIS_MASK, begin.size()));
        require(specified <= rank && Integer.bitCount(masked(operator, ELLIPSIS_MASK, begin.size())) <= 1,
            specified + " entries are too many for " + input.type());
        Region region = new Region(input.type().shape().dims());
        for (int entry = 0; entry < begin.size(); entry++) {
            if (bit(operator, ELLIPSIS_MASK, entry)) {
                region.all(rank - specified);
            } else if (bit(operator, NEW_AXIS_MASK, entry)) {
                region.insert();
            } else if (bit(operator, SHRINK_MASK, entry)) {
                region.pick(begin.get(entry));
            } else {
                region.range(bit(operator, BEGIN_MASK, entry) ? Integer.MIN_VALUE : begin.get(entry),
                    bit(operator, END_MASK, entry) ? Integer.MAX_VALUE : end.get(entry), step.get(entry));
            }
        }
        region.all(rank - region.rank());
        Value taken = region.isWhole() ? input : operator.move(new Slice(input, region.starts(), region.ends(), region.steps()));
        operator.bind(0, ShapeImport.to(operator, taken, region.result()));
    }

    private static int masked(OperatorReading operator, int field, int entries) {
        return operator.option(field) & (int) ((1L << Math.min(entries, Integer.SIZE)) - 1);
    }

    private static boolean bit(OperatorReading operator, int field, int entry) {
        return entry < Integer.SIZE && (operator.option(field) >> entry & 1) == 1;
    }
}
