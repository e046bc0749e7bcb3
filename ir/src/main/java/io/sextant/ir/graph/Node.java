package io.sextant.ir.graph;

import io.sextant.ir.op.Op;
import io.sextant.ir.op.Value;

/** An operator and the value that it defines. */
public record Node(Value result, Op op) {
    @Override
    public String toString() {
        return result + " = " + op.mnemonic();
    }
}
