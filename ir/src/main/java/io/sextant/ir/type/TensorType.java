package io.sextant.ir.type;

import java.util.ArrayList;
import java.util.List;

/** Element type and static shape of a value; written {@code f32[1x40x16]}. */
public record TensorType(DType dtype, Shape shape) {
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

    public TensorType withShape(Shape changed) {
        return new TensorType(dtype, changed);
    }

    /**
     * Parses the text form.
     *
     * @throws IllTyped if {@code text} is not {@code dtype[AxBxC]}
     */
    public static TensorType parse(String text) {
        int open = text.indexOf('[');
        if (open < 0 || !text.endsWith("]")) {
            throw new IllTyped("type T4: expected dtype[AxBxC], e.g. f32[1x40x1], got '" + text + "'");
        }
        DType dtype = DType.parse(text.substring(0, open))
            .orElseThrow(() -> new IllTyped("type T5: unknown element type in '" + text + "'"));
        String inner = text.substring(open + 1, text.length() - 1);
        List<Integer> dims = new ArrayList<>();
        if (!inner.isEmpty()) {
            for (String dim : inner.split("x", -1)) {
                dims.add(extent(dim, text));
            }
        }
        return new TensorType(dtype, new Shape(dims));
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
        return dtype.text() + shape;
    }
}
