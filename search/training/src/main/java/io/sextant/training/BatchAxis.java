package io.sextant.training;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a graph written for one sample can run on many: dimension 0 of every value that depends on the input is the sample's, with
 * extent 1, and no operator mixes samples. Each case answers whether its operator keeps that dimension where it is.
 */
final class BatchAxis implements Op.Cases<Boolean> {
    /** Operators on indices and conditions, through which nothing is learned, and those that have no training yet. */
    private static final Set<Class<? extends Op>> UNTRAINED = Set.of(Compare.class, Logical.class, Select.class, ArgReduce.class,
        Gather.class, CumulativeSum.class, Gru.class, Lstm.class, Cast.class, Quantize.class, Dequantize.class, Requantize.class,
        Quantized.class);

    private final Set<Value> batched = new HashSet<>();

    private BatchAxis(Value input) {
        batched.add(input);
    }

    /**
     * The values that depend on the graph's input.
     *
     * @throws InvalidInput if the graph cannot run on a batch
     */
    static Set<Value> of(Graph graph) {
        Value input = graph.inputs().get(0).value();
        if (input.type().rank() < 2 || input.type().dim(0) != 1) {
            throw new InvalidInput("graph " + graph.name() + " cannot be trained: its input is (1, ...), one sample, got " + input);
        }
        BatchAxis axis = new BatchAxis(input);
        for (Node node : graph.nodes()) {
            if (UNTRAINED.contains(node.op().getClass())) {
                throw new InvalidInput("graph " + graph.name() + " cannot be trained: there is no training through " + node);
            }
            if (node.op().operands().stream().anyMatch(axis.batched::contains)) {
                if (!node.op().accept(axis)) {
                    throw new InvalidInput("graph " + graph.name() + " cannot be trained in batches: " + node
                        + " does not keep the first dimension for the samples");
                }
                axis.batched.add(node.result());
            }
        }
        return axis.batched;
    }

    @Override
    public Boolean convolution(Convolution op) {
        return true;
    }

    @Override
    public Boolean dense(Dense op) {
        return true;
    }

    @Override
    public Boolean matMul(MatMul op) {
        int rank = op.type().rank();
        boolean aligned = op.operands().stream().allMatch(value -> !batched.contains(value) || value.type().rank() == rank);
        return aligned && op.type().dim(0) == 1 && (rank > 2 || !batched.contains(op.right()));
    }

    @Override
    public Boolean pool(Pool op) {
        return true;
    }

    @Override
    public Boolean globalPool(GlobalPool op) {
        return true;
    }

    @Override
    public Boolean batchNorm(BatchNorm op) {
        return true;
    }

    @Override
    public Boolean layerNorm(LayerNorm op) {
        return op.type().rank() > 1;
    }

    @Override
    public Boolean unary(Unary op) {
        return true;
    }

    @Override
    public Boolean binary(Binary op) {
        int rank = op.type().rank();
        boolean aligned = List.of(op.left(), op.right()).stream().allMatch(value -> !batched.contains(value) || value.type().rank() == rank);
        return aligned && op.type().dim(0) == 1;
    }

    @Override
    public Boolean concat(Concat op) {
        return op.axis() != 0;
    }

    @Override
    public Boolean pad(Pad op) {
        return op.before().get(0) == 0 && op.after().get(0) == 0;
    }

    @Override
    public Boolean reshape(Reshape op) {
        return op.type().rank() > 0 && op.type().dim(0) == 1;
    }

    @Override
    public Boolean transpose(Transpose op) {
        return op.permutation().get(0) == 0;
    }

    @Override
    public Boolean slice(Slice op) {
        return true;
    }

    @Override
    public Boolean resize(Resize op) {
        return true;
    }

    @Override
    public Boolean softmax(Softmax op) {
        return op.axis() != 0;
    }

    @Override
    public Boolean compare(Compare op) {
        return false;
    }

    @Override
    public Boolean logical(Logical op) {
        return false;
    }

    @Override
    public Boolean select(Select op) {
        return false;
    }

    @Override
    public Boolean clamp(Clamp op) {
        return true;
    }

    @Override
    public Boolean leakyRelu(LeakyRelu op) {
        return true;
    }

    @Override
    public Boolean elu(Elu op) {
        return true;
    }

    @Override
    public Boolean reduce(Reduce op) {
        return !op.axes().contains(0);
    }

    @Override
    public Boolean argReduce(ArgReduce op) {
        return false;
    }

    @Override
    public Boolean gather(Gather op) {
        return false;
    }

    @Override
    public Boolean broadcast(Broadcast op) {
        return op.type().rank() == op.input().type().rank() && op.type().dim(0) == 1;
    }

    @Override
    public Boolean cumulativeSum(CumulativeSum op) {
        return false;
    }

    @Override
    public Boolean gru(Gru op) {
        return false;
    }

    @Override
    public Boolean lstm(Lstm op) {
        return false;
    }

    @Override
    public Boolean cast(Cast op) {
        return false;
    }

    @Override
    public Boolean quantize(Quantize op) {
        return false;
    }

    @Override
    public Boolean dequantize(Dequantize op) {
        return false;
    }

    @Override
    public Boolean requantize(Requantize op) {
        return false;
    }

    @Override
    public Boolean quantized(Quantized op) {
        return false;
    }
}
