package io.sextant.ir.interpret;

import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.QuantizedRules;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.TensorType;

/**
 * What has a meaning in TFLite's kernels.
 * <ul>
 * <li>T1: operands are of the result's element type, but for the weights and bias of a product
 * <li>T2: what chooses among integers or averages them has one scale and zero point for operands and result: see
 * {@link QuantizedRules#keepsQuantisation}
 * <li>T3: softmax is of i8 or u8
 * <li>T4: the result's scale is not too fine for what is computed on the way: see {@link QuantizedRules#scaleAbove}
 * </ul>
 */
final class TfliteConditions {
    private TfliteConditions() {
    }

    /** @throws IllTyped where TFLite has no kernel for {@code op}, or one that computes something else */
    static void check(Quantized op) {
        boolean product = Quantized.isProduct(op.real());
        for (Value input : product ? op.inputs().subList(0, 1) : op.inputs()) {
            TensorType type = input.type();
            IllTyped.unless(type.dtype() == op.dtype(), "quantized T1", "operands of %s are of the result's element type %s, got %s",
                op.real().mnemonic(), op.dtype().text(), type);
            IllTyped.unless(!QuantizedRules.keepsQuantisation(op.real()) || type.scheme().equals(op.result()), "quantized T2",
                "%s keeps scale and zero point, got %s and a result <%s>", op.real().mnemonic(), type, op.result());
        }
        IllTyped.unless(!(op.real() instanceof Softmax) || op.dtype() != DType.I16, "quantized T3", "softmax is of i8 or u8, got %s",
            op.dtype().text());
        float least = QuantizedRules.scaleAbove(op.real(), op.inputs().get(0).type().scheme().scale(0));
        IllTyped.unless(op.result().scale() > least, "quantized T4", "%s has a result with a scale above %s, got %s",
            op.real().mnemonic(), least, op.result());
    }
}
