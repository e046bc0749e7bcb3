package io.sextant.ir.tflite.write;

import io.sextant.ir.op.Compare;
import io.sextant.ir.op.Logical;
import io.sextant.ir.type.DType;
import org.tensorflow.lite.schema.BuiltinOperator;

/** Comparisons and what is chosen by them. */
final class ConditionWriter {
    private ConditionWriter() {
    }

    /** Of real numbers: integers that are quantised would have to be alike. */
    static void compare(Compare.Kind kind, Writing writing) {
        DType dtype = writing.call().input(0).type().dtype();
        if (dtype != DType.F32) {
            throw writing.call().refusal("comparisons of f32 are what is written, got " + dtype.text());
        }
        int code = switch (kind) {
            case EQUAL -> BuiltinOperator.EQUAL;
            case LESS -> BuiltinOperator.LESS;
            case LESS_OR_EQUAL -> BuiltinOperator.LESS_EQUAL;
            case GREATER -> BuiltinOperator.GREATER;
            case GREATER_OR_EQUAL -> BuiltinOperator.GREATER_EQUAL;
        };
        writing.alone(Builtin.plain(code), writing.input(0), writing.input(1));
    }

    static void logical(Logical.Kind kind, Writing writing) {
        int code = switch (kind) {
            case AND -> BuiltinOperator.LOGICAL_AND;
            case OR -> BuiltinOperator.LOGICAL_OR;
            case XOR -> BuiltinOperator.NOT_EQUAL;
        };
        writing.alone(Builtin.plain(code), writing.input(0), writing.input(1));
    }

    static void select(Writing writing) {
        writing.alone(Builtin.plain(BuiltinOperator.SELECT_V2), writing.input(0), writing.input(1), writing.input(2));
    }
}
