package io.sextant.ir.onnx;

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
}
