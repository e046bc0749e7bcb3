package io.sextant.ir.graph;

import io.sextant.ir.op.Value;

/** A named input or output of a graph. */
public record Port(String name, Value value) {
    public Port {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a port has a name");
        }
    }
}
