package io.sextant.ir.cost;

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
}
