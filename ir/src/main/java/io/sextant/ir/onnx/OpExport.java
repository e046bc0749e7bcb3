package io.sextant.ir.onnx;

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

/** Writes one operator, whose result is {@code result}, as ONNX nodes. Returns null. */
record OpExport(ExportGraph graph, Value result) implements Op.Cases<Void> {
    @Override
    public Void convolution(Convolution op) {
        SpatialExport.convolution(graph, result, op);
        return null;
    }

    @Override
    public Void pool(Pool op) {
        SpatialExport.pool(graph, result, op);
        return null;
    }

    @Override
    public Void globalPool(GlobalPool op) {
        SpatialExport.globalPool(graph, result, op);
        return null;
    }

    @Override
    public Void batchNorm(BatchNorm op) {
        SpatialExport.batchNorm(graph, result, op);
        return null;
    }

    @Override
    public Void resize(Resize op) {
        SpatialExport.resize(graph, result, op);
        return null;
    }

    @Override
    public Void dense(Dense op) {
        ProductExport.dense(graph, result, op);
        return null;
    }

    @Override
    public Void matMul(MatMul op) {
        ProductExport.matMul(graph, result, op);
        return null;
    }

    @Override
    public Void layerNorm(LayerNorm op) {
        ProductExport.layerNorm(graph, result, op);
        return null;
    }

    @Override
    public Void unary(Unary op) {
        ElementwiseExport.unary(graph, result, op);
        return null;
    }

    @Override
    public Void binary(Binary op) {
        ElementwiseExport.binary(graph, result, op);
        return null;
    }

    @Override
    public Void softmax(Softmax op) {
        RegionExport.softmax(graph, result, op);
        return null;
    }

    @Override
    public Void concat(Concat op) {
        RegionExport.concat(graph, result, op);
        return null;
    }

    @Override
    public Void pad(Pad op) {
        RegionExport.pad(graph, result, op);
        return null;
    }

    @Override
    public Void slice(Slice op) {
        RegionExport.slice(graph, result, op);
        return null;
    }

    @Override
    public Void reshape(Reshape op) {
        RegionExport.reshape(graph, result, op);
        return null;
    }

    @Override
    public Void transpose(Transpose op) {
        RegionExport.transpose(graph, result, op);
        return null;
    }

    @Override
    public Void compare(Compare op) {
        ElementwiseExport.compare(graph, result, op);
        return null;
    }

    @Override
    public Void logical(Logical op) {
        ElementwiseExport.logical(graph, result, op);
        return null;
    }

    @Override
    public Void select(Select op) {
        ElementwiseExport.select(graph, result, op);
        return null;
    }

    @Override
    public Void clamp(Clamp op) {
        ElementwiseExport.clamp(graph, result, op);
        return null;
    }

    @Override
    public Void leakyRelu(LeakyRelu op) {
        ElementwiseExport.leakyRelu(graph, result, op);
        return null;
    }

    @Override
    public Void elu(Elu op) {
        ElementwiseExport.elu(graph, result, op);
        return null;
    }

    @Override
    public Void reduce(Reduce op) {
        ReductionExport.reduce(graph, result, op);
        return null;
    }

    @Override
    public Void argReduce(ArgReduce op) {
        ReductionExport.argReduce(graph, result, op);
        return null;
    }

    @Override
    public Void gather(Gather op) {
        IndexExport.gather(graph, result, op);
        return null;
    }

    @Override
    public Void broadcast(Broadcast op) {
        IndexExport.broadcast(graph, result, op);
        return null;
    }

    @Override
    public Void cumulativeSum(CumulativeSum op) {
        ReductionExport.cumulativeSum(graph, result, op);
        return null;
    }

    @Override
    public Void gru(Gru op) {
        RecurrenceExport.gru(graph, result, op);
        return null;
    }

    @Override
    public Void lstm(Lstm op) {
        RecurrenceExport.lstm(graph, result, op);
        return null;
    }

    @Override
    public Void cast(Cast op) {
        ConversionExport.cast(graph, result, op);
        return null;
    }

    @Override
    public Void quantize(Quantize op) {
        ConversionExport.quantize(graph, result, op);
        return null;
    }

    @Override
    public Void dequantize(Dequantize op) {
        ConversionExport.dequantize(graph, result, op);
        return null;
    }

    @Override
    public Void requantize(Requantize op) {
        throw spelledOut(op);
    }

    @Override
    public Void quantized(Quantized op) {
        throw spelledOut(op);
    }

    private static IllegalStateException spelledOut(Op op) {
        return new IllegalStateException("quantised types are spelt out before the export, got " + op);
    }
}
