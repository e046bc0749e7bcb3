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
    public boolean equals(Object other) {
        return this == other || other instanceof Value value && value.id == id && value.type.equals(type);
    }

    /** The id alone: it is unique within a graph, and hashing a shape at every look-up is what takes the time. */
    @Override
    public int hashCode() {
        return id;
    }

    @Override
    public String toString() {
        return "%" + id + ": " + type;
    }
}
