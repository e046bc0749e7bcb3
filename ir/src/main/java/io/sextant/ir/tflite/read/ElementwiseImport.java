package io.sextant.ir.tflite.read;

import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Compare;
import io.sextant.ir.op.Logical;
import io.sextant.ir.op.Select;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import java.util.Map;
import org.tensorflow.lite.schema.BuiltinOperator;

/** Functions of elements, with NumPy's broadcasting. */
final class ElementwiseImport {
    private ElementwiseImport() {
    }

    static void register(Map<Integer, OperatorImport> handlers) {
        fused(handlers, BuiltinOperator.ADD, Binary.Kind.ADD);
        fused(handlers, BuiltinOperator.SUB, Binary.Kind.SUB);
        fused(handlers, BuiltinOperator.MUL, Binary.Kind.MUL);
        fused(handlers, BuiltinOperator.DIV, Binary.Kind.DIV);
        plain(handlers, BuiltinOperator.MAXIMUM, Binary.Kind.MAX);
        plain(handlers, BuiltinOperator.MINIMUM, Binary.Kind.MIN);
        plain(handlers, BuiltinOperator.POW, Binary.Kind.POW);
        compare(handlers, BuiltinOperator.EQUAL, Compare.Kind.EQUAL);
        compare(handlers, BuiltinOperator.LESS, Compare.Kind.LESS);
        compare(handlers, BuiltinOperator.LESS_EQUAL, Compare.Kind.LESS_OR_EQUAL);
        compare(handlers, BuiltinOperator.GREATER, Compare.Kind.GREATER);
        compare(handlers, BuiltinOperator.GREATER_EQUAL, Compare.Kind.GREATER_OR_EQUAL);
        handlers.put(BuiltinOperator.NOT_EQUAL, operator -> operator.result(new Unary(operator.emit(
            new Compare(operator.operand(0), operator.operand(1), Compare.Kind.EQUAL)), Unary.Kind.NOT)));
        handlers.put(BuiltinOperator.LOGICAL_AND, operator ->
            operator.result(new Logical(operator.operand(0), operator.operand(1), Logical.Kind.AND)));
        handlers.put(BuiltinOperator.LOGICAL_OR, operator ->
            operator.result(new Logical(operator.operand(0), operator.operand(1), Logical.Kind.OR)));
        handlers.put(BuiltinOperator.LOGICAL_NOT, operator -> operator.result(new Unary(operator.operand(0), Unary.Kind.NOT)));
        handlers.put(BuiltinOperator.SELECT_V2, operator ->
            operator.bind(0, operator.move(new Select(operator.value(0), operator.value(1), operator.value(2)))));
        handlers.put(BuiltinOperator.SQUARED_DIFFERENCE, ElementwiseImport::squaredDifference);
    }

    private static void fused(Map<Integer, OperatorImport> handlers, int code, Binary.Kind kind) {
        handlers.put(code, operator ->
            operator.result(new Binary(operator.operand(0), operator.operand(1), kind), operator.activation(0)));
    }

    private static void plain(Map<Integer, OperatorImport> handlers, int code, Binary.Kind kind) {
        handlers.put(code, operator -> operator.result(new Binary(operator.operand(0), operator.operand(1), kind)));
    }

    private static void compare(Map<Integer, OperatorImport> handlers, int code, Compare.Kind kind) {
        handlers.put(code, operator -> operator.result(new Compare(operator.operand(0), operator.operand(1), kind)));
    }

    private static void squaredDifference(OperatorReading operator) {
        Value difference = operator.emit(new Binary(operator.operand(0), operator.operand(1), Binary.Kind.SUB));
        operator.result(new Binary(difference, difference, Binary.Kind.MUL));
    }
}
