package io.sextant.ir.tflite.write;

import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/** How a value lies in the file. */
enum Form {
    /** As in the graph. */
    PLAIN,
    /** (N, L, C) as (N, 1, L, C): TFLite's spatial operators take four dimensions. */
    LIFTED;

    TensorType of(TensorType type) {
        return this == PLAIN ? type : type.withShape(new Shape(with(type.shape().dims(), 1)));
    }

    /** The axis in the file of {@code axis} in the graph. */
    int axis(int axis) {
        return this == LIFTED && axis >= 1 ? axis + 1 : axis;
    }

    /** Numbers per dimension, with {@code added} for the dimension that the graph has not. */
    List<Integer> with(List<Integer> perDimension, int added) {
        return this == PLAIN ? perDimension : inserted(perDimension, 1, added);
    }

    /** Numbers per spatial dimension: two of them. */
    List<Integer> spatial(List<Integer> perDimension, int added) {
        return this == PLAIN ? perDimension : inserted(perDimension, 0, added);
    }

    private static List<Integer> inserted(List<Integer> numbers, int position, int added) {
        List<Integer> inserted = new ArrayList<>(numbers);
        inserted.add(position, added);
        return inserted;
    }
}
