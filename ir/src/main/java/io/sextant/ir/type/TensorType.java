package io.sextant.ir.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Element type and static shape of a value; written {@code f32[1x40x16]}. Where the integers stand for real numbers, also how:
 * {@code i8[1x40x16]<0.0235:-128>}.
 * <ul>
 * <li>C1: what is quantised is i32, i16, i8, i4 or u8
 * <li>C2: zero points are elements of that type
 * <li>C3: a quantisation on an axis has a scale for each position on it
 * </ul>
 */
public record TensorType(DType dtype, Shape shape, Optional<Quantisation> quantisation) {
    public TensorType {
        quantisation.ifPresent(q -> checkQuantised(dtype, shape, q));
    }

    /** Not quantised. */
    public TensorType(DType dtype, Shape shape) {
        this(dtype, shape, Optional.empty());
    }

    private static void checkQuantised(DType dtype, Shape shape, Quantisation quantisation) {
        IllTyped.unless(TypeClass.ACCUMULATED.contains(dtype), "type C1", "quantised elements are %s, got %s",
            TypeClass.ACCUMULATED.described(), dtype.text());
        IllTyped.unless(quantisation.zeroPoints().stream().allMatch(dtype::holds), "type C2", "zero points are of %s, got %s",
            dtype.text(), quantisation);
        quantisation.axis().ifPresent(axis -> IllTyped.unless(axis < shape.rank() && shape.dim(axis) == quantisation.scales().size(),
            "type C3", "%d scales on axis %d do not fit %s%s", quantisation.scales().size(), axis, dtype.text(), shape));
    }

    public static TensorType f32(int... dims) {
        return new TensorType(DType.F32, Shape.of(dims));
    }

    public int rank() {
        return shape.rank();
    }

    public int dim(int axis) {
        return shape.dim(axis);
    }

    public int elements() {
        return shape.elements();
    }

    /** Bytes of all elements, packed. */
    public long bytes() {
        return dtype.bytes(shape.elements());
    }

    /** With the same quantisation, which fails C3 where it is on an axis that the shape has not. */
    public TensorType withShape(Shape changed) {
        return new TensorType(dtype, changed, quantisation);
    }

    public boolean isQuantised() {
        return quantisation.isPresent();
    }

    /** How the elements stand for real numbers, of a type that is quantised. */
    public Quantisation scheme() {
        return quantisation.orElseThrow(() -> new IllegalStateException(this + " is not quantised"));
    }

    /** The same integers as elements that stand for real numbers. */
    public TensorType quantised(Quantisation scheme) {
        return new TensorType(dtype, shape, Optional.of(scheme));
    }

    /** The same elements as mere integers. */
    public TensorType bare() {
        return new TensorType(dtype, shape);
    }

    /** The f32 of the same shape: what quantised elements stand for. */
    public TensorType real() {
        return new TensorType(DType.F32, shape);
    }

    /** The type that stands for all that differ from this one only in scales and zero points: see {@link Quantisation#nominal}. */
    public TensorType nominal() {
        return new TensorType(dtype, shape, quantisation.map(Quantisation::nominal));
    }

    /**
     * Parses the text form.
     *
     * @throws IllTyped if {@code text} is not {@code dtype[AxBxC]}, or {@code dtype[AxBxC]<scale:zero>}
     */
    public static TensorType parse(String text) {
        int open = text.indexOf('[');
        int close = text.indexOf(']');
        String scheme = text.substring(close + 1);
        boolean quantised = scheme.startsWith("<") && scheme.endsWith(">");
        if (open < 0 || close < open || !scheme.isEmpty() && !quantised) {
            throw new IllTyped("type T4: expected dtype[AxBxC], e.g. f32[1x40x1], got '" + text + "'");
        }
        DType dtype = DType.parse(text.substring(0, open))
            .orElseThrow(() -> new IllTyped("type T5: unknown element type in '" + text + "'"));
        String inner = text.substring(open + 1, close);
        List<Integer> dims = new ArrayList<>();
        if (!inner.isEmpty()) {
            for (String dim : inner.split("x", -1)) {
                dims.add(extent(dim, text));
            }
        }
        TensorType bare = new TensorType(dtype, new Shape(dims));
        return quantised ? bare.quantised(Quantisation.parse(scheme.substring(1, scheme.length() - 1))) : bare;
    }

    private static int extent(String dim, String text) {
        boolean digits = !dim.isEmpty() && dim.length() <= 10 && dim.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || Long.parseLong(dim) > Integer.MAX_VALUE) {
            throw new IllTyped("type T4: '" + dim + "' is not an extent in '" + text + "'");
        }
        return Integer.parseInt(dim);
    }

    @Override
    public String toString() {
        return dtype.text() + shape + quantisation.map(scheme -> "<" + scheme + ">").orElse("");
    }
}
