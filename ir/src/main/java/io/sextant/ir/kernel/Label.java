package io.sextant.ir.kernel;

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
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A person's words for an operator: {@code convolution k5 s2 16->32 @20}, with channels and, after @, spatial extents of the result. */
final class Label implements Op.Cases<String> {
    /** The operator in one word, by its function where it has several. */
    static String name(Op op) {
        if (op instanceof Unary unary) {
            return lower(unary.kind());
        }
        return op instanceof Binary binary ? lower(binary.kind()) : op.mnemonic();
    }

    @Override
    public String convolution(Convolution op) {
        int channels = op.input().type().shape().last();
        String groups = op.groups() > 1 && !op.isDepthwise() ? " g" + op.groups() : "";
        return (op.isDepthwise() ? "depthwise" : "convolution") + " k" + by(op.kernel()) + unlessOnes(" s", op.strides())
            + unlessOnes(" d", op.dilations()) + groups + " " + channels + "->" + op.type().shape().last() + at(op.type());
    }

    @Override
    public String dense(Dense op) {
        int rows = op.type().elements() / op.type().shape().last();
        return "dense " + op.weights().type().dim(0) + "->" + op.weights().type().dim(1) + (rows == 1 ? "" : " @" + rows);
    }

    @Override
    public String matMul(MatMul op) {
        return "mat_mul " + op.left().type().shape() + " " + op.right().type().shape();
    }

    @Override
    public String pool(Pool op) {
        return lower(op.kind()) + "_pool k" + by(op.kernel()) + unlessOnes(" s", op.strides()) + " " + op.type().shape().last()
            + at(op.type());
    }

    @Override
    public String globalPool(GlobalPool op) {
        return "global_" + lower(op.kind()) + "_pool " + op.type().shape().last() + at(op.input().type());
    }

    @Override
    public String batchNorm(BatchNorm op) {
        return shaped(op);
    }

    @Override
    public String layerNorm(LayerNorm op) {
        return shaped(op);
    }

    @Override
    public String unary(Unary op) {
        return shaped(op);
    }

    @Override
    public String binary(Binary op) {
        return shaped(op);
    }

    @Override
    public String concat(Concat op) {
        return "concat " + op.inputs().size() + " " + op.type().shape();
    }

    @Override
    public String pad(Pad op) {
        return shaped(op);
    }

    @Override
    public String reshape(Reshape op) {
        return "reshape " + op.input().type().shape() + "->" + op.type().shape();
    }

    @Override
    public String transpose(Transpose op) {
        return "transpose " + op.input().type().shape() + "->" + op.type().shape();
    }

    @Override
    public String slice(Slice op) {
        return "slice " + op.input().type().shape() + "->" + op.type().shape();
    }

    @Override
    public String resize(Resize op) {
        return "resize " + lower(op.mode()) + " " + op.input().type().shape() + "->" + op.type().shape();
    }

    @Override
    public String softmax(Softmax op) {
        return shaped(op);
    }

    private static String shaped(Op op) {
        return name(op) + " " + op.type().shape();
    }

    private static String at(TensorType type) {
        String batch = type.dim(0) == 1 ? "" : " n" + type.dim(0);
        return " @" + by(type.shape().dims().subList(1, type.rank() - 1)) + batch;
    }

    private static String unlessOnes(String prefix, List<Integer> values) {
        return values.stream().allMatch(value -> value == 1) ? "" : prefix + by(values);
    }

    /** {@code 5}, {@code 3x5}. */
    private static String by(List<Integer> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
