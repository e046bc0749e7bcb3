package io.sextant.ir.onnx;

import io.sextant.ir.op.Binary;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Unary;
import java.util.Locale;

/** Names of operators as people say them: {@code relu}, {@code max_pool}, {@code convolution}. */
final class NodeName {
    private NodeName() {
    }

    static String of(Op op) {
        if (op instanceof Unary unary) {
            return lower(unary.kind());
        }
        if (op instanceof Binary binary) {
            return lower(binary.kind());
        }
        if (op instanceof Pool pool) {
            return lower(pool.kind()) + "_pool";
        }
        if (op instanceof GlobalPool pool) {
            return "global_" + lower(pool.kind()) + "_pool";
        }
        return op.mnemonic();
    }

    private static String lower(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
