package io.sextant.ir.tensor;

import io.sextant.ir.type.DType;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.TensorType;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * A value of a {@link TensorType}, row-major. Storage is {@code float[]} for f32, {@code int[]} for i32, i8, u8 and bool,
 * {@code long[]} for i64. Data may be given as a recipe that runs when it is first read, so that weights that nobody reads
 * (a candidate that is only costed) are never made.
 */
public final class Tensor {
    private final TensorType type;
    private Supplier<Object> recipe;
    private Object data;

    private Tensor(TensorType type, Supplier<Object> recipe) {
        this.type = type;
        this.recipe = recipe;
    }

    public static Tensor of(TensorType type, float... values) {
        float[] copy = values.clone();
        return checked(type, DType.F32, copy.length, copy);
    }

    /** For i32, i8, u8 and bool (0 or 1); an element out of range fails T9. */
    public static Tensor ofInts(TensorType type, int... values) {
        if (type.dtype() == DType.F32 || type.dtype() == DType.I64) {
            throw new IllTyped("tensor T6: integer storage does not fit " + type);
        }
        int[] copy = values.clone();
        for (int value : copy) {
            if (!type.dtype().holds(value)) {
                throw new IllTyped("tensor T9: " + type + " cannot hold " + value);
            }
        }
        return checked(type, type.dtype(), copy.length, copy);
    }

    public static Tensor ofLongs(TensorType type, long... values) {
        long[] copy = values.clone();
        return checked(type, DType.I64, copy.length, copy);
    }

    /** Zeros of any element type. */
    public static Tensor zeros(TensorType type) {
        return new Tensor(type, () -> switch (type.dtype()) {
            case F32 -> new float[type.elements()];
            case I64 -> new long[type.elements()];
            case I32, I8, U8, BOOL -> new int[type.elements()];
        });
    }

    public static Tensor filled(TensorType type, float value) {
        require(type, DType.F32);
        return new Tensor(type, () -> {
            float[] values = new float[type.elements()];
            Arrays.fill(values, value);
            return values;
        });
    }

    /** Uniform in [-bound, bound), a function of the seed alone. */
    public static Tensor random(TensorType type, long seed, float bound) {
        require(type, DType.F32);
        return new Tensor(type, () -> {
            SplittableRandom random = new SplittableRandom(seed);
            float[] values = new float[type.elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
            }
            return values;
        });
    }

    private static Tensor checked(TensorType type, DType storage, int length, Object data) {
        require(type, storage);
        if (length != type.elements()) {
            throw new IllTyped("tensor T7: " + type + " has " + type.elements() + " elements, got " + length);
        }
        Tensor tensor = new Tensor(type, null);
        tensor.data = data;
        return tensor;
    }

    private static void require(TensorType type, DType expected) {
        if (type.dtype() != expected) {
            throw new IllTyped("tensor T6: expected element type " + expected.text() + ", got " + type);
        }
    }

    public TensorType type() {
        return type;
    }

    /** The elements of an f32 tensor; shared, not to be written to. */
    public float[] floats() {
        require(type, DType.F32);
        return (float[]) data();
    }

    /** The elements of an i32, i8, u8 or bool tensor; shared, not to be written to. */
    public int[] ints() {
        if (type.dtype() == DType.F32 || type.dtype() == DType.I64) {
            throw new IllTyped("tensor T6: expected element type i32, i8, u8 or bool, got " + type);
        }
        return (int[]) data();
    }

    /** The elements of an i64 tensor; shared, not to be written to. */
    public long[] longs() {
        require(type, DType.I64);
        return (long[]) data();
    }

    private synchronized Object data() {
        if (data == null) {
            data = recipe.get();
            recipe = null;
        }
        return data;
    }

    /** The same elements under another shape of as many elements. */
    public Tensor reshaped(TensorType target) {
        if (target.dtype() != type.dtype() || target.elements() != type.elements()) {
            throw new IllTyped("tensor T8: cannot reshape " + type + " to " + target);
        }
        return new Tensor(target, this::data);
    }

    @Override
    public String toString() {
        return "Tensor(" + type + ")";
    }
}
