package io.sextant.ir.op;

import io.sextant.ir.type.TensorType;

/** A use of a result, input or constant of a graph; {@code id} is unique within its graph and written {@code %id}. */
public record Value(int id, TensorType type) {
    public Value {
        if (id < 0) {
            throw new IllegalArgumentException("value id is not negative, got " + id);
        }
    }

    @Override
    public String toString() {
        return "%" + id + ": " + type;
    }
}
