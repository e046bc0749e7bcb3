package io.sextant.ir.interpret;

import io.sextant.ir.op.ArgReduce;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Broadcast;
import io.sextant.ir.op.Cast;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Compare;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.CumulativeSum;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Dequantize;
import io.sextant.ir.op.Elu;
import io.sextant.ir.op.Gather;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Gru;
import io.sextant.ir.op.LayerNorm;
import io.sextant.ir.op.LeakyRelu;
import io.sextant.ir.op.Logical;
import io.sextant.ir.op.Lstm;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Quantize;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Resize;
import io.sextant.ir.op.Select;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import java.util.Optional;
import java.util.function.Function;

/**
 * Leads each operator to the family that defines it. Operators of f16 and bf16 are computed as those of f32 are, and their results
 * rounded.
 */
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
        return Tensor.rounded(op.type(), Convolutions.convolution(op, floats(op.input()), floats(op.filter()), floats(op.bias())));
    }

    @Override
    public Tensor dense(Dense op) {
        return Tensor.rounded(op.type(), Products.dense(op, floats(op.input()), floats(op.weights()), floats(op.bias())));
    }

    @Override
    public Tensor matMul(MatMul op) {
        return Tensor.rounded(op.type(), Products.matMul(op, floats(op.left()), floats(op.right())));
    }

    @Override
    public Tensor pool(Pool op) {
        return Tensor.rounded(op.type(), Pooling.pool(op, floats(op.input())));
    }

    @Override
    public Tensor globalPool(GlobalPool op) {
        return Tensor.rounded(op.type(), Pooling.globalPool(op, floats(op.input())));
    }

    @Override
    public Tensor batchNorm(BatchNorm op) {
        return Tensor.rounded(op.type(), Normalisation.batchNorm(op, floats(op.input()), floats(op.scale()), floats(op.shift()),
            new Normalisation.Moments(floats(op.mean()), floats(op.variance()))));
    }

    @Override
    public Tensor layerNorm(LayerNorm op) {
        return Tensor.rounded(op.type(), Normalisation.layerNorm(op, floats(op.input()), floats(op.scale()), floats(op.shift())));
    }

    @Override
    public Tensor unary(Unary op) {
        return ElementWise.unary(op, tensor(op.input()));
    }

    @Override
    public Tensor binary(Binary op) {
        return Arithmetic.binary(op, tensor(op.left()), tensor(op.right()));
    }

    @Override
    public Tensor concat(Concat op) {
        return Movement.concat(op, op.inputs().stream().map(this::tensor).toList());
    }

    @Override
    public Tensor pad(Pad op) {
        return Movement.pad(op, tensor(op.input()));
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
        return Tensor.rounded(op.type(), Resampling.resize(op, floats(op.input())));
    }

    @Override
    public Tensor softmax(Softmax op) {
        return Tensor.rounded(op.type(), Normalisation.softmax(op, floats(op.input())));
    }

    @Override
    public Tensor compare(Compare op) {
        return Conditions.compare(op, tensor(op.left()), tensor(op.right()));
    }

    @Override
    public Tensor logical(Logical op) {
        return Conditions.logical(op, tensor(op.left()).ints(), tensor(op.right()).ints());
    }

    @Override
    public Tensor select(Select op) {
        return Movement.select(op, tensor(op.condition()), tensor(op.left()), tensor(op.right()));
    }

    @Override
    public Tensor clamp(Clamp op) {
        return Tensor.rounded(op.type(), ElementWise.clamp(op, floats(op.input())));
    }

    @Override
    public Tensor leakyRelu(LeakyRelu op) {
        return Tensor.rounded(op.type(), ElementWise.leakyRelu(op, floats(op.input())));
    }

    @Override
    public Tensor elu(Elu op) {
        return Tensor.rounded(op.type(), ElementWise.elu(op, floats(op.input())));
    }

    @Override
    public Tensor reduce(Reduce op) {
        return Reductions.reduce(op, tensor(op.input()));
    }

    @Override
    public Tensor argReduce(ArgReduce op) {
        return Reductions.argReduce(op, tensor(op.input()));
    }

    @Override
    public Tensor gather(Gather op) {
        return Movement.gather(op, tensor(op.input()), tensor(op.indices()));
    }

    @Override
    public Tensor broadcast(Broadcast op) {
        return Movement.broadcast(op, tensor(op.input()));
    }

    @Override
    public Tensor cumulativeSum(CumulativeSum op) {
        return Reductions.cumulativeSum(op, tensor(op.input()));
    }

    @Override
    public Tensor gru(Gru op) {
        return Tensor.rounded(op.type(), Recurrences.gru(op, gates(op.weights(), op.recurrentWeights(), op.bias()), floats(op.input()),
            floats(op.initial())));
    }

    @Override
    public Tensor lstm(Lstm op) {
        return Tensor.rounded(op.type(), Recurrences.lstm(op, gates(op.weights(), op.recurrentWeights(), op.bias()), floats(op.input()),
            floats(op.initial()), floats(op.initialCell())));
    }

    @Override
    public Tensor cast(Cast op) {
        return Conversions.cast(op, tensor(op.input()));
    }

    @Override
    public Tensor quantize(Quantize op) {
        return Conversions.quantize(op, tensor(op.input()), tensor(op.scale()), tensor(op.zeroPoint()));
    }

    @Override
    public Tensor dequantize(Dequantize op) {
        return Conversions.dequantize(op, tensor(op.input()), tensor(op.scale()), tensor(op.zeroPoint()));
    }

    @Override
    public Tensor requantize(Requantize op) {
        return QuantizedEvaluation.requantize(op, tensor(op.input()));
    }

    @Override
    public Tensor quantized(Quantized op) {
        return QuantizedEvaluation.quantized(op, this::tensor);
    }

    private Recurrences.Gates gates(Value weights, Value recurrentWeights, Optional<Value> bias) {
        return new Recurrences.Gates(floats(weights), floats(recurrentWeights), floats(bias), weights.type().dim(1),
            weights.type().dim(2));
    }
}
