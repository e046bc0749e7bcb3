package io.sextant.ir.kernel;

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
import io.sextant.ir.op.Recurrence;
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
        if (op instanceof Quantized quantized) {
            return name(quantized.real());
        }
        if (op instanceof Compare compare) {
            return lower(compare.kind());
        }
        if (op instanceof Logical logical) {
            return "logical_" + lower(logical.kind());
        }
        if (op instanceof Reduce reduce) {
            return "reduce_" + lower(reduce.kind());
        }
        if (op instanceof ArgReduce reduce) {
            return "arg_" + lower(reduce.kind());
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

    @Override
    public String compare(Compare op) {
        return shaped(op);
    }

    @Override
    public String logical(Logical op) {
        return shaped(op);
    }

    @Override
    public String select(Select op) {
        return shaped(op);
    }

    @Override
    public String clamp(Clamp op) {
        return shaped(op);
    }

    @Override
    public String leakyRelu(LeakyRelu op) {
        return shaped(op);
    }

    @Override
    public String elu(Elu op) {
        return shaped(op);
    }

    @Override
    public String reduce(Reduce op) {
        return name(op) + " " + op.input().type().shape() + "->" + op.type().shape();
    }

    @Override
    public String argReduce(ArgReduce op) {
        return name(op) + " " + op.input().type().shape() + "->" + op.type().shape();
    }

    @Override
    public String gather(Gather op) {
        return "gather " + op.input().type().shape() + "->" + op.type().shape();
    }

    @Override
    public String broadcast(Broadcast op) {
        return "broadcast " + op.input().type().shape() + "->" + op.type().shape();
    }

    @Override
    public String cumulativeSum(CumulativeSum op) {
        return shaped(op);
    }

    @Override
    public String gru(Gru op) {
        return recurrent(op, op.direction(), op.hidden());
    }

    @Override
    public String lstm(Lstm op) {
        return recurrent(op, op.direction(), op.hidden());
    }

    @Override
    public String cast(Cast op) {
        return converted(op, op.input());
    }

    @Override
    public String quantize(Quantize op) {
        return converted(op, op.input());
    }

    @Override
    public String dequantize(Dequantize op) {
        return converted(op, op.input());
    }

    @Override
    public String requantize(Requantize op) {
        return converted(op, op.input());
    }

    @Override
    public String quantized(Quantized op) {
        return op.dtype().text() + " " + op.real().accept(this);
    }

    private static String recurrent(Op op, Recurrence.Direction direction, int hidden) {
        TensorType input = op.operands().get(0).type();
        String order = direction == Recurrence.Direction.FORWARD ? "" : " " + lower(direction);
        return op.mnemonic() + order + " " + input.shape().last() + "->" + hidden + at(input);
    }

    private static String converted(Op op, Value input) {
        return name(op) + " " + input.type().dtype().text() + "->" + op.type().dtype().text() + " " + op.type().shape();
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
