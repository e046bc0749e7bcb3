package io.sextant.ir.tensor;

import io.sextant.ir.digest.Sha256;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.DType.Storage;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A value of a {@link TensorType}, row-major. Storage is {@code float[]} for floating types, {@code long[]} for i64 and {@code int[]}
 * for all others; every element is one of its type. Data may be given as a recipe that runs when it is first read, so that weights that
 * nobody reads (a candidate that is only costed) are never made.
 */
public final class Tensor {
    private static final int MAX_DERIVATIONS = 64;

    private final TensorType type;
    private int derivations;
    private Supplier<Object> recipe;
    private Object data;
    private String digest;

    private Tensor(TensorType type, Supplier<Object> recipe) {
        this.type = type;
        this.recipe = recipe;
    }

    /** For floating types; an element that f16 or bf16 has not fails T9, see {@link #rounded}. */
    public static Tensor of(TensorType type, float... values) {
        return owning(type, values.clone());
    }

    /** The tensor of an array that nobody else has. */
    static Tensor owning(TensorType type, float[] values) {
        require(type, Storage.FLOATS);
        if (type.dtype() != DType.F32) {
            for (float value : values) {
                if (!Float.isNaN(value) && type.dtype().round(value) != value) {
                    throw new IllTyped("tensor T9: " + type + " cannot hold " + value);
                }
            }
        }
        return checked(type, values.length, values);
    }

    /** For floating types: the elements of the type that are nearest to {@code values}. */
    public static Tensor rounded(TensorType type, float... values) {
        float[] copy = values.clone();
        require(type, Storage.FLOATS);
        round(type.dtype(), copy);
        return checked(type, copy.length, copy);
    }

    private static float[] round(DType dtype, float[] values) {
        if (dtype != DType.F32) {
            for (int i = 0; i < values.length; i++) {
                values[i] = dtype.round(values[i]);
            }
        }
        return values;
    }

    /** For i32, i16, i8, i4, u8 and bool (0 or 1); an element out of range fails T9. */
    public static Tensor ofInts(TensorType type, int... values) {
        return owning(type, values.clone());
    }

    static Tensor owning(TensorType type, int[] values) {
        require(type, Storage.INTS);
        for (int value : values) {
            if (!type.dtype().holds(value)) {
                throw new IllTyped("tensor T9: " + type + " cannot hold " + value);
            }
        }
        return checked(type, values.length, values);
    }

    public static Tensor ofLongs(TensorType type, long... values) {
        return owning(type, values.clone());
    }

    static Tensor owning(TensorType type, long[] values) {
        require(type, Storage.LONGS);
        return checked(type, values.length, values);
    }

    /** Zeros of any element type. */
    public static Tensor zeros(TensorType type) {
        return new Tensor(type, () -> array(type));
    }

    /** Bytes of memory that the elements of such a tensor take here: more than {@link TensorType#bytes} for narrow types. */
    public static long heldBytes(TensorType type) {
        return (long) type.elements() * switch (type.dtype().storage()) {
            case FLOATS -> Float.BYTES;
            case INTS -> Integer.BYTES;
            case LONGS -> Long.BYTES;
        };
    }

    private static Object array(TensorType type) {
        return switch (type.dtype().storage()) {
            case FLOATS -> new float[type.elements()];
            case LONGS -> new long[type.elements()];
            case INTS -> new int[type.elements()];
        };
    }

    /** One value everywhere, of a floating type, rounded to it. */
    public static Tensor filled(TensorType type, float value) {
        require(type, Storage.FLOATS);
        return new Tensor(type, () -> {
            float[] values = new float[type.elements()];
            Arrays.fill(values, type.dtype().round(value));
            return values;
        });
    }

    /** Of a floating type, uniform in [-bound, bound) and then rounded to it; a function of type and seed alone. */
    public static Tensor random(TensorType type, long seed, float bound) {
        require(type, Storage.FLOATS);
        return new Tensor(type, () -> {
            SplittableRandom random = new SplittableRandom(seed);
            float[] values = new float[type.elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
            }
            return round(type.dtype(), values);
        });
    }

    /**
     * What {@code recipe} makes of {@code sources}, when it is first read: weights that are derived from others. Where many are
     * derived one from the other, some are made at once, so that reading the last does not exhaust the stack.
     *
     * @param type of the tensor that the recipe makes; another element type or number fails T8 when it is read
     */
    public static Tensor derived(TensorType type, List<Tensor> sources, Supplier<Tensor> recipe) {
        Tensor derived = new Tensor(type, () -> {
            Tensor made = recipe.get();
            if (made.type.dtype() != type.dtype() || made.type.elements() != type.elements()) {
                throw new IllTyped("tensor T8: " + type + " cannot hold the elements of " + made.type);
            }
            return made.data();
        });
        derived.derivations = 1 + sources.stream().mapToInt(source -> source.derivations).max().orElse(0);
        if (derived.derivations > MAX_DERIVATIONS) {
            derived.data();
            derived.derivations = 0;
        }
        return derived;
    }

    /**
     * As {@link #derived(TensorType, List, Supplier)}, of f32.
     *
     * @param elements makes a new array, as long as the type says, which is the tensor's own from then on
     */
    public static Tensor computed(TensorType type, List<Tensor> sources, Supplier<float[]> elements) {
        return derived(type, sources, () -> owning(type, elements.get()));
    }

    private static Tensor checked(TensorType type, int length, Object data) {
        if (length != type.elements()) {
            throw new IllTyped("tensor T7: " + type + " has " + type.elements() + " elements, got " + length);
        }
        Tensor tensor = new Tensor(type, null);
        tensor.data = data;
        return tensor;
    }

    private static void require(TensorType type, Storage expected) {
        if (type.dtype().storage() != expected) {
            String fitting = Arrays.stream(DType.values()).filter(dtype -> dtype.storage() == expected).map(DType::text)
                .collect(Collectors.joining(", "));
            throw new IllTyped("tensor T6: expected an element type of " + fitting + ", got " + type);
        }
    }

    public TensorType type() {
        return type;
    }

    /** The elements of a tensor of a floating type; shared, not to be written to. */
    public float[] floats() {
        require(type, Storage.FLOATS);
        return (float[]) data();
    }

    /** The elements of an i32, i16, i8, i4, u8 or bool tensor; shared, not to be written to. */
    public int[] ints() {
        require(type, Storage.INTS);
        return (int[]) data();
    }

    /** The elements of an i64 tensor; shared, not to be written to. */
    public long[] longs() {
        require(type, Storage.LONGS);
        return (long[]) data();
    }

    private synchronized Object data() {
        if (data == null) {
            data = recipe.get();
            recipe = null;
        }
        return data;
    }

    /** SHA-256 of type and elements, in hexadecimal; computed once. */
    public synchronized String digest() {
        if (digest == null) {
            byte[] bytes = TensorBytes.of(this);
            digest = new Sha256().update(type + "\n").update(bytes, bytes.length).hex();
        }
        return digest;
    }

    /**
     * Elements of this tensor in other places: element i of the result is element {@code source(i)}, counted row-major.
     *
     * @param shape of the result
     */
    public Tensor gathered(Shape shape, IntUnaryOperator source) {
        TensorType gathered = type.withShape(shape);
        Object from = data();
        Object result = array(gathered);
        int count = gathered.elements();
        for (int i = 0; i < count; i++) {
            System.arraycopy(from, source.applyAsInt(i), result, i, 1);
        }
        return checked(gathered, count, result);
    }

    /** The tensor whose dimension i is dimension {@code permutation[i]} of this one; made when it is first read. */
    public Tensor transposed(List<Integer> permutation) {
        TensorType transposed = type.withShape(new Shape(permutation.stream().map(type::dim).toList()));
        return derived(transposed, List.of(this), () -> {
            Object result = array(transposed);
            Transposition.transpose(data(), type.shape(), permutation, result);
            return checked(transposed, transposed.elements(), result);
        });
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
