package io.sextant.ir.quantize;

/** What a layer computes with. */
public enum Precision {
    /** Real numbers. */
    F32,
    /** Integers of eight bits. */
    I8
}
