package io.sextant.ir.tflite.read;

import io.sextant.ir.op.ArgReduce;
import io.sextant.ir.op.Cast;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import java.util.List;
import java.util.Map;
import org.tensorflow.lite.schema.BuiltinOperator;

/** One number of many. */
final class ReductionImport {
    private static final int KEEP_DIMENSIONS = 0;

    private ReductionImport() {
    }

    static void register(Map<Integer, OperatorImport> handlers) {
        handlers.put(BuiltinOperator.MEAN, operator -> reduce(operator, Reduce.Kind.MEAN));
        handlers.put(BuiltinOperator.SUM, operator -> reduce(operator, Reduce.Kind.SUM));
        handlers.put(BuiltinOperator.REDUCE_MAX, operator -> reduce(operator, Reduce.Kind.MAX));
        handlers.put(BuiltinOperator.REDUCE_MIN, operator -> reduce(operator, Reduce.Kind.MIN));
        handlers.put(BuiltinOperator.REDUCE_PROD, operator -> reduce(operator, Reduce.Kind.PROD));
        handlers.put(BuiltinOperator.ARG_MAX, operator -> argReduce(operator, ArgReduce.Kind.MAX));
        handlers.put(BuiltinOperator.ARG_MIN, operator -> argReduce(operator, ArgReduce.Kind.MIN));
    }

    private static void reduce(OperatorReading operator, Reduce.Kind kind) {
        Value input = operator.operand(0);
        List<Integer> axes = operator.integers(1, "axes").stream().map(axis -> OperatorReading.axis(axis, input.type().rank())).distinct()
            .sorted().toList();
        if (axes.isEmpty()) {
            operator.bind(0, operator.value(0));
        } else {
            operator.result(new Reduce(input, kind, axes, operator.flag(KEEP_DIMENSIONS)));
        }
    }

    /** Of the real numbers where the input is quantised: these are in the order of the integers, and as many are equal. */
    private static void argReduce(OperatorReading operator, ArgReduce.Kind kind) {
        Value given = operator.value(0);
        Value input = given.type().isQuantised() ? operator.move(new Requantize(given, given.type().real(), Rounding.TFLITE)) : given;
        int axis = OperatorReading.axis(operator.integer(1, "the axis"), input.type().rank());
        Op index = new ArgReduce(input, kind, axis, false);
        DType dtype = operator.declared(0).type().dtype();
        operator.result(dtype == DType.I64 ? index : new Cast(operator.emit(index), dtype));
    }
}
