package io.sextant.ir.tflite.write;

import org.tensorflow.lite.schema.BuiltinOptions;

/**
 * An operator of TFLite without its operands.
 *
 * @param code        of {@code BuiltinOperator}
 * @param optionsType of {@code BuiltinOptions}
 * @param options     of the class that {@code optionsType} names; an {@code Object} of no use where that is NONE
 */
record Builtin(int code, byte optionsType, Object options) {
    private static final Object NOTHING = new Object();

    /** Without options. */
    static Builtin plain(int code) {
        return new Builtin(code, BuiltinOptions.NONE, NOTHING);
    }

    boolean hasOptions() {
        return optionsType != BuiltinOptions.NONE;
    }
}
