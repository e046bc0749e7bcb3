package io.sextant.ir.testing;

import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.HashMap;
import java.util.Map;

/** Values with tensors, and operators evaluated on them one by one. */
public final class Scratch {
    private final Map<Value, Tensor> tensors = new HashMap<>();

    public Value value(Tensor tensor) {
        Value value = new Value(tensors.size(), tensor.type());
        tensors.put(value, tensor);
        return value;
    }

    public Value value(TensorType type, float... elements) {
        return value(Tensor.of(type, elements));
    }

    /** Uniform in [-1, 1), each call another. */
    public Value random(int... dims) {
        return value(Tensor.random(TensorType.f32(dims), 17 + tensors.size(), 1));
    }

    public Value filled(float element, int... dims) {
        return value(Tensor.filled(TensorType.f32(dims), element));
    }

    /** The operator's result as an operand of others. */
    public Value then(Op op) {
        return value(evaluate(op));
    }

    public Tensor evaluate(Op op) {
        return Interpreter.evaluate(op, tensors::get);
    }

    public float[] floats(Op op) {
        return evaluate(op).floats();
    }

    public float[] floats(Value value) {
        return tensors.get(value).floats();
    }

    public Tensor tensor(Value value) {
        return tensors.get(value);
    }
}
