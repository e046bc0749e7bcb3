package io.sextant.ir.tflite.write;

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

/** Writes a node as the operators of TFLite that compute it. */
final class NodeWriter implements Op.Cases<Void> {
    private static final int FOUR = 4;
    private static final int FIVE = 5;

    private final FileGraph file;
    private final Call call;

    private NodeWriter(FileGraph file, Call call) {
        this.file = file;
        this.call = call;
    }

    static void write(FileGraph file, Call call) {
        call.op().accept(new NodeWriter(file, call));
    }

    private Writing computed(Writing writing) {
        writing.requireComputable();
        return writing;
    }

    @Override
    public Void convolution(Convolution op) {
        ProductWriter.convolution(op, computed(Writing.spatial(file, call)));
        return null;
    }

    @Override
    public Void dense(Dense op) {
        ProductWriter.dense(computed(Writing.carried(file, call)));
        return null;
    }

    @Override
    public Void matMul(MatMul op) {
        ProductWriter.matMul(computed(Writing.plain(file, call)));
        return null;
    }

    @Override
    public Void pool(Pool op) {
        SpatialWriter.pool(op, computed(Writing.spatial(file, call)));
        return null;
    }

    @Override
    public Void globalPool(GlobalPool op) {
        SpatialWriter.globalPool(op, computed(Writing.spatial(file, call)));
        return null;
    }

    @Override
    public Void resize(Resize op) {
        SpatialWriter.resize(op, computed(Writing.spatial(file, call)));
        return null;
    }

    @Override
    public Void reduce(Reduce op) {
        ElementWriter.reduce(op, computed(Writing.plain(file, call)));
        return null;
    }

    @Override
    public Void unary(Unary op) {
        UnaryWriter.unary(op.kind(), computed(Writing.carried(file, call)));
        return null;
    }

    @Override
    public Void binary(Binary op) {
        ElementWriter.binary(op.kind(), computed(Writing.carried(file, call)).broadcasting(op.kind() == Binary.Kind.POW ? FOUR : FIVE));
        return null;
    }

    @Override
    public Void clamp(Clamp op) {
        UnaryWriter.clamp(op, computed(Writing.carried(file, call)));
        return null;
    }

    @Override
    public Void leakyRelu(LeakyRelu op) {
        UnaryWriter.leakyRelu(op, computed(Writing.carried(file, call)));
        return null;
    }

    @Override
    public Void elu(Elu op) {
        UnaryWriter.elu(op, computed(Writing.carried(file, call)));
        return null;
    }

    @Override
    public Void softmax(Softmax op) {
        ElementWriter.softmax(op, computed(Writing.carried(file, call)));
        return null;
    }

    @Override
    public Void requantize(Requantize op) {
        ElementWriter.requantize(op, Writing.carried(file, call));
        return null;
    }

    @Override
    public Void concat(Concat op) {
        MovementWriter.concat(op, Writing.carried(file, call));
        return null;
    }

    @Override
    public Void pad(Pad op) {
        MovementWriter.pad(op, Writing.carried(file, call));
        return null;
    }

    @Override
    public Void reshape(Reshape op) {
        return reshaped();
    }

    private Void reshaped() {
        file.reshape(file.operand(call.input(0)), file.result(call.result(), Form.PLAIN));
        return null;
    }

    @Override
    public Void transpose(Transpose op) {
        if (op.permutation().isEmpty()) {
            return reshaped();
        }
        MovementWriter.transpose(op, Writing.plain(file, call));
        return null;
    }

    @Override
    public Void slice(Slice op) {
        MovementWriter.slice(op, Writing.carried(file, call));
        return null;
    }

    @Override
    public Void gather(Gather op) {
        MovementWriter.gather(op, Writing.plain(file, call));
        return null;
    }

    @Override
    public Void broadcast(Broadcast op) {
        if (op.shape().isEmpty()) {
            return reshaped();
        }
        MovementWriter.broadcast(op, Writing.plain(file, call));
        return null;
    }

    @Override
    public Void batchNorm(BatchNorm op) {
        throw call.refusal("TFLite has no such operator; fold it into the convolution before it");
    }

    @Override
    public Void layerNorm(LayerNorm op) {
        throw unknown();
    }

    @Override
    public Void compare(Compare op) {
        ConditionWriter.compare(op.kind(), Writing.carried(file, call).broadcasting(FOUR));
        return null;
    }

    @Override
    public Void logical(Logical op) {
        ConditionWriter.logical(op.kind(), Writing.carried(file, call).broadcasting(FOUR));
        return null;
    }

    @Override
    public Void select(Select op) {
        ConditionWriter.select(Writing.carried(file, call).broadcasting(FIVE));
        return null;
    }

    @Override
    public Void argReduce(ArgReduce op) {
        throw unknown();
    }

    @Override
    public Void cumulativeSum(CumulativeSum op) {
        throw unknown();
    }

    @Override
    public Void gru(Gru op) {
        throw unknown();
    }

    @Override
    public Void lstm(Lstm op) {
        throw unknown();
    }

    @Override
    public Void cast(Cast op) {
        throw unknown();
    }

    @Override
    public Void quantize(Quantize op) {
        throw unknown();
    }

    @Override
    public Void dequantize(Dequantize op) {
        throw unknown();
    }

    @Override
    public Void quantized(Quantized op) {
        throw new AssertionError("a call holds the real operator");
    }

    private RuntimeException unknown() {
        return call.refusal("no operator of TFLite is written for it");
    }
}
