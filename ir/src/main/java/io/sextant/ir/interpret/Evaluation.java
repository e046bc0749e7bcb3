package io.sextant.ir.interpret;

import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.LayerNorm;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Resize;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import java.util.Optional;
import java.util.function.Function;

/** Leads each operator to the family that defines it. */
record Evaluation(Function<Value, Tensor> tensors) implements Op.Cases<Tensor> {
    private Tensor tensor(Value value) {
        return tensors.apply(value);
    }

    private float[] floats(Value value) {
        return tensor(value).floats();
    }

    private Optional<float[]> floats(Optional<Value> value) {
        return value.map(this::floats);
    }

    @Override
    public Tensor convolution(Convolution op) {
        return Tensor.of(op.type(), Convolutions.convolution(op, floats(op.input()), floats(op.filter()), floats(op.bias())));
    }

    @Override
    public Tensor dense(Dense op) {
        return Tensor.of(op.type(), Products.dense(op, floats(op.input()), floats(op.weights()), floats(op.bias())));
    }

    @Override
    public Tensor matMul(MatMul op) {
        return Tensor.of(op.type(), Products.matMul(op, floats(op.left()), floats(op.right())));
    }

    @Override
    public Tensor pool(Pool op) {
        return Tensor.of(op.type(), Pooling.pool(op, floats(op.input())));
    }

    @Override
    public Tensor globalPool(GlobalPool op) {
        return Tensor.of(op.type(), Pooling.globalPool(op, floats(op.input())));
    }

    @Override
    public Tensor batchNorm(BatchNorm op) {
        return Tensor.of(op.type(), Normalisation.batchNorm(op, floats(op.input()), floats(op.scale()), floats(op.shift()),
            new Normalisation.Moments(floats(op.mean()), floats(op.variance()))));
    }

    @Override
    public Tensor layerNorm(LayerNorm op) {
        return Tensor.of(op.type(), Normalisation.layerNorm(op, floats(op.input()), floats(op.scale()), floats(op.shift())));
    }

    @Override
    public Tensor unary(Unary op) {
        return Tensor.of(op.type(), ElementWise.unary(op.kind(), floats(op.input())));
    }

    @Override
    public Tensor binary(Binary op) {
        return Tensor.of(op.type(), ElementWise.binary(op, floats(op.left()), floats(op.right())));
    }

    @Override
    public Tensor concat(Concat op) {
        return Movement.concat(op, op.inputs().stream().map(this::tensor).toList());
    }

    @Override
    public Tensor pad(Pad op) {
        return Tensor.of(op.type(), Movement.pad(op, floats(op.input())));
    }

    @Override
    public Tensor reshape(Reshape op) {
        return tensor(op.input()).reshaped(op.type());
    }

    @Override
    public Tensor transpose(Transpose op) {
        return Movement.transpose(op, tensor(op.input()));
    }

    @Override
    public Tensor slice(Slice op) {
        return Movement.slice(op, tensor(op.input()));
    }

    @Override
    public Tensor resize(Resize op) {
        return Tensor.of(op.type(), Resampling.resize(op, floats(op.input())));
    }

    @Override
    public Tensor softmax(Softmax op) {
        return Tensor.of(op.type(), Normalisation.softmax(op, floats(op.input())));
    }
}
