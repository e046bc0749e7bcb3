package io.sextant.ir.cost;

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
import io.sextant.ir.type.TensorType;

/** Multiply-accumulates of an operator, padded taps counted; what is no sum of products has none. */
final class Macs implements Op.Cases<Long> {
    @Override
    public Long convolution(Convolution op) {
        TensorType filter = op.filter().type();
        long perElement = filter.elements() / filter.shape().last();
        return op.type().elements() * perElement;
    }

    @Override
    public Long dense(Dense op) {
        return (long) op.type().elements() * op.weights().type().dim(0);
    }

    @Override
    public Long matMul(MatMul op) {
        return (long) op.type().elements() * op.left().type().shape().last();
    }

    @Override
    public Long pool(Pool op) {
        return 0L;
    }

    @Override
    public Long globalPool(GlobalPool op) {
        return 0L;
    }

    @Override
    public Long batchNorm(BatchNorm op) {
        return 0L;
    }

    @Override
    public Long layerNorm(LayerNorm op) {
        return 0L;
    }

    @Override
    public Long unary(Unary op) {
        return 0L;
    }

    @Override
    public Long binary(Binary op) {
        return 0L;
    }

    @Override
    public Long concat(Concat op) {
        return 0L;
    }

    @Override
    public Long pad(Pad op) {
        return 0L;
    }

    @Override
    public Long reshape(Reshape op) {
        return 0L;
    }

    @Override
    public Long transpose(Transpose op) {
        return 0L;
    }

    @Override
    public Long slice(Slice op) {
        return 0L;
    }

    @Override
    public Long resize(Resize op) {
        return 0L;
    }

    @Override
    public Long softmax(Softmax op) {
        return 0L;
    }

    @Override
    public Long compare(Compare op) {
        return 0L;
    }

    @Override
    public Long logical(Logical op) {
        return 0L;
    }

    @Override
    public Long select(Select op) {
        return 0L;
    }

    @Override
    public Long clamp(Clamp op) {
        return 0L;
    }

    @Override
    public Long leakyRelu(LeakyRelu op) {
        return 0L;
    }

    @Override
    public Long elu(Elu op) {
        return 0L;
    }

    @Override
    public Long reduce(Reduce op) {
        return 0L;
    }

    @Override
    public Long argReduce(ArgReduce op) {
        return 0L;
    }

    @Override
    public Long gather(Gather op) {
        return 0L;
    }

    @Override
    public Long broadcast(Broadcast op) {
        return 0L;
    }

    @Override
    public Long cumulativeSum(CumulativeSum op) {
        return 0L;
    }

    @Override
    public Long gru(Gru op) {
        return recurrent(op.input().type(), op.weights().type(), op.recurrentWeights().type());
    }

    @Override
    public Long lstm(Lstm op) {
        return recurrent(op.input().type(), op.weights().type(), op.recurrentWeights().type());
    }

    @Override
    public Long cast(Cast op) {
        return 0L;
    }

    @Override
    public Long quantize(Quantize op) {
        return 0L;
    }

    @Override
    public Long dequantize(Dequantize op) {
        return 0L;
    }

    @Override
    public Long requantize(Requantize op) {
        return 0L;
    }

    @Override
    public Long quantized(Quantized op) {
        return op.real().accept(this);
    }

    /** At every position all weights are used once. */
    private static long recurrent(TensorType input, TensorType weights, TensorType recurrentWeights) {
        return (long) input.dim(0) * input.dim(1) * (weights.elements() + (long) recurrentWeights.elements());
    }
}
