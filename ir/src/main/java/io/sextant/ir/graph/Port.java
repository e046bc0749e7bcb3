package io.sextant.ir.graph;

import io.sextant.ir.op.Value;
import io.sextant.ir.type.IllTyped;

/** A named input or output of a graph. */
public record Port(String name, Value value) {
    public Port {
        IllTyped.unless(!name.isBlank(), "graph G6", "a port has a name that is not blank, got '%s'", name);
    }
}
