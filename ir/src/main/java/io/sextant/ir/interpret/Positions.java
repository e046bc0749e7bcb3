package io.sextant.ir.interpret;

import io.sextant.ir.type.TensorType;

/**
 * Which scale and zero point belong to each element of a quantised tensor.
 *
 * @param step  elements between two positions on the axis of quantisation
 * @param count positions; 1 where all have one scale
 */
record Positions(int step, int count) {
    static Positions of(TensorType type) {
        int count = type.scheme().scales().size();
        return new Positions(type.scheme().isPerTensor() ? 1 : type.shape().strides()[type.scheme().axis().getAsInt()], count);
    }

    int at(int element) {
        return element / step % count;
    }
}
