package io.sextant.ir.tflite.write;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.TensorType;
import java.util.List;

/**
 * A node to be written, on real numbers or on integers.
 *
 * @param result     what it defines
 * @param op         the operator; of a quantised one the real operator, over stand-ins
 * @param inputs     the true operands
 * @param integers   whether it is computed on integers; movements of quantised tensors are not
 * @param activation of the result
 */
record Call(Value result, Op op, List<Value> inputs, boolean integers, Activation activation) {
    Call {
        inputs = List.copyOf(inputs);
    }

    static Call of(Node node) {
        return node.op() instanceof Quantized quantized
            ? new Call(node.result(), quantized.real(), quantized.inputs(), true, Activation.of(quantized))
            : new Call(node.result(), node.op(), node.op().operands(), false, Activation.NONE);
    }

    Call with(Value changed, Activation fused) {
        return new Call(changed, op, inputs, integers, fused);
    }

    Value input(int index) {
        return inputs.get(index);
    }

    TensorType type() {
        return result.type();
    }

    InvalidInput refusal(String reason) {
        return new InvalidInput("cannot write " + op.mnemonic() + " %" + result.id() + " as TFLite: " + reason);
    }
}
