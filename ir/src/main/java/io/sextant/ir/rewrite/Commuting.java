package io.sextant.ir.rewrite;

import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Compare;
import io.sextant.ir.op.Logical;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Value;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Functions of two operands that do not depend on their order. */
final class Commuting {
    private static final Set<Binary.Kind> KINDS = EnumSet.of(Binary.Kind.ADD, Binary.Kind.MUL, Binary.Kind.MIN, Binary.Kind.MAX);

    private Commuting() {
    }

    static boolean is(Op op) {
        return op instanceof Binary binary && is(binary.kind()) || op instanceof Logical
            || op instanceof Compare compare && compare.kind() == Compare.Kind.EQUAL;
    }

    static boolean is(Binary.Kind kind) {
        return KINDS.contains(kind);
    }

    /** {@code op}, which commutes, with its operands the other way round. */
    static Op exchanged(Op op) {
        List<Value> operands = op.operands();
        Iterator<Value> reversed = List.of(operands.get(1), operands.get(0)).iterator();
        return op.mapOperands(operand -> reversed.next());
    }
}
