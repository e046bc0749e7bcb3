package io.sextant.training;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a graph written for one sample can run on many: dimension 0 of every value that depends on the input is the sample's, with
 * extent 1, and no operator mixes samples. Each case answers whether its operator keeps that dimension where it is.
 */
final class BatchAxis implements Op.Cases<Boolean> {
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
        return op.type().rank() > 2 || op.type().dim(0) == 1 && !batched.contains(op.right());
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
}
