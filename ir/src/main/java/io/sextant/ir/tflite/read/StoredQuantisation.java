package io.sextant.ir.tflite.read;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.TensorType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** How the file says that integers stand for real numbers. */
final class StoredQuantisation {
    private static final int QUANTISATION = 4;
    private static final int SCALES = 2;
    private static final int ZERO_POINTS = 3;
    private static final int DETAILS = 5;
    private static final int AXIS = 6;

    private StoredQuantisation() {
    }

    /** Empty where there is no scale, and of element types that are none of quantised tensors (f32 in models that were trained for it). */
    static Optional<Quantisation> read(FlatTable tensor, TensorType type, ReadBudget budget) {
        Optional<FlatTable> table = tensor.table(QUANTISATION);
        boolean quantisable = switch (type.dtype()) {
            case I8, U8, I16, I32 -> true;
            case F32, F16, BF16, I64, I4, BOOL -> false;
        };
        if (table.isEmpty() || !quantisable) {
            return Optional.empty();
        }
        if (table.get().has(DETAILS)) {
            throw new InvalidInput("has a quantisation of its own kind, which is not supported");
        }
        int count = table.get().count(SCALES);
        return count == 0 ? Optional.empty() : Optional.of(read(table.get(), count, type, budget));
    }

    private static Quantisation read(FlatTable table, int count, TensorType type, ReadBudget budget) {
        int axis = table.i32(AXIS, 0);
        if (count > 1 && (axis < 0 || axis >= type.rank() || type.dim(axis) != count)) {
            throw new InvalidInput(count + " scales on axis " + axis + " do not fit " + type);
        }
        budget.takeEntries(count);
        ByteBuffer scales = table.elements(SCALES, Float.BYTES);
        ByteBuffer zeroPoints = table.elements(ZERO_POINTS, Long.BYTES);
        if (zeroPoints.limit() != 0 && zeroPoints.limit() / Long.BYTES != count) {
            throw new InvalidInput(count + " scales, but " + zeroPoints.limit() / Long.BYTES + " zero points");
        }
        List<Float> scaleList = new ArrayList<>();
        List<Integer> zeroList = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            scaleList.add(scales.getFloat());
            zeroList.add(zeroPoint(zeroPoints.hasRemaining() ? zeroPoints.getLong() : 0, type));
        }
        return new Quantisation(scaleList, zeroList, count == 1 ? OptionalInt.empty() : OptionalInt.of(axis));
    }

    private static int zeroPoint(long value, TensorType type) {
        if (!type.dtype().holds(value)) {
            throw new InvalidInput("its zero point " + value + " is none of " + type.dtype().text());
        }
        return (int) value;
    }
}
