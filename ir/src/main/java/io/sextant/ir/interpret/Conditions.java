package io.sextant.ir.interpret;

import io.sextant.ir.op.Compare;
import io.sextant.ir.op.Logical;
import io.sextant.ir.op.Op;
import io.sextant.ir.tensor.Tensor;
import java.util.function.IntPredicate;

/** Operators whose results are bool. */
final class Conditions {
    private Conditions() {
    }

    static Tensor compare(Compare op, Tensor left, Tensor right) {
        Spread fromLeft = Spread.of(op.left().type().shape(), op.type().shape());
        Spread fromRight = Spread.of(op.right().type().shape(), op.type().shape());
        if (left.type().dtype().isFloating()) {
            float[] a = left.floats();
            float[] b = right.floats();
            return bools(op, i -> holds(op.kind(), a[fromLeft.applyAsInt(i)], b[fromRight.applyAsInt(i)]));
        }
        long[] a = Integers.of(left);
        long[] b = Integers.of(right);
        return bools(op, i -> holds(op.kind(), Long.compare(a[fromLeft.applyAsInt(i)], b[fromRight.applyAsInt(i)]), 0));
    }

    private static boolean holds(Compare.Kind kind, double a, double b) {
        return switch (kind) {
            case EQUAL -> a == b;
            case LESS -> a < b;
            case LESS_OR_EQUAL -> a <= b;
            case GREATER -> a > b;
            case GREATER_OR_EQUAL -> a >= b;
        };
    }

    static Tensor logical(Logical op, int[] left, int[] right) {
        Spread fromLeft = Spread.of(op.left().type().shape(), op.type().shape());
        Spread fromRight = Spread.of(op.right().type().shape(), op.type().shape());
        return bools(op, i -> holds(op.kind(), left[fromLeft.applyAsInt(i)] != 0, right[fromRight.applyAsInt(i)] != 0));
    }

    private static boolean holds(Logical.Kind kind, boolean a, boolean b) {
        return switch (kind) {
            case AND -> a && b;
            case OR -> a || b;
            case XOR -> a != b;
        };
    }

    private static Tensor bools(Op op, IntPredicate holds) {
        int[] result = new int[op.type().elements()];
        for (int i = 0; i < result.length; i++) {
            result[i] = holds.test(i) ? 1 : 0;
        }
        return Tensor.ofInts(op.type(), result);
    }
}
