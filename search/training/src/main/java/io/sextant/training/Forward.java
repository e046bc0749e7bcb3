package io.sextant.training;

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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** A graph's function as libtorch operators, on any number of samples and in the IR's own layout, channels last. */
final class Forward implements Op.Cases<Tensor> {
    /** Weight of a batch's statistics in the running ones. */
    private static final double MOMENTUM = 0.1;

    private final Graph graph;
    private final Parameters parameters;
    private final boolean training;
    private final FakeQuantisation quantisation;
    private final Set<Value> batched;
    private final Map<Integer, Tensor> values = new HashMap<>();

    /** @param training whether batch normalisation uses and gathers the statistics of the batch, not the running ones */
    Forward(Graph graph, Parameters parameters, boolean training) {
        this(graph, parameters, training, FakeQuantisation.NONE);
    }

    /** @param quantisation of inputs, constants and results */
    Forward(Graph graph, Parameters parameters, boolean training, FakeQuantisation quantisation) {
        this.graph = graph;
        this.parameters = parameters;
        this.training = training;
        this.quantisation = quantisation;
        this.batched = BatchAxis.of(graph);
    }

    /** The graph's output (N, classes) for {@code features} (N, length). */
    Tensor logits(Tensor features) {
        Value input = graph.inputs().get(0).value();
        Value output = graph.outputs().get(0).value();
        parameters.quantised(quantisation).forEach((constant, tensor) -> values.put(constant.id(), tensor));
        values.put(input.id(), quantisation.fixed(input, features.view(batch(input))));
        for (Node node : graph.nodes()) {
            values.put(node.result().id(), quantisation.fixed(node.result(), node.op().accept(this)));
        }
        Tensor logits = value(output).reshape(features.size(0), output.type().elements());
        values.clear();
        return logits;
    }

    private Tensor value(Value value) {
        Tensor computed = values.get(value.id());
        return computed != null ? computed : parameters.of(value);
    }

    private TensorOptional optional(Optional<Value> value) {
        return value.map(present -> new TensorOptional(value(present))).orElseGet(TensorOptional::new);
    }

    private TensorOptional optional(Value value) {
        return new TensorOptional(value(value));
    }

    /** The extents of a value, with room for any number of samples. */
    private static long[] batch(Value value) {
        long[] dims = Torch.dims(value.type().shape());
        dims[0] = -1;
        return dims;
    }

    @Override
    public Tensor convolution(Convolution op) {
        Tensor filter = value(op.filter());
        Tensor input = Convolutions.padded(op, value(op.input()));
        return Convolutions.convolution(op, input, filter, optional(op.bias()));
    }

    @Override
    public Tensor dense(Dense op) {
        return torch.linear(value(op.input()), value(op.weights()).t(), optional(op.bias()));
    }

    @Override
    public Tensor matMul(MatMul op) {
        return torch.matmul(value(op.left()), value(op.right()));
    }

    @Override
    public Tensor pool(Pool op) {
        return Pooling.pool(op, value(op.input()));
    }

    @Override
    public Tensor globalPool(GlobalPool op) {
        long[] spatial = IntStream.range(1, op.type().rank() - 1).asLongStream().toArray();
        Tensor input = value(op.input());
        return switch (op.kind()) {
            case MAX -> input.amax(spatial, true);
            case AVERAGE -> input.mean(spatial, true, new ScalarTypeOptional());
        };
    }

    @Override
    public Tensor batchNorm(BatchNorm op) {
        Tensor rows = value(op.input()).reshape(-1, op.type().shape().last());
        return torch.batch_norm(rows, optional(op.scale()), optional(op.shift()), optional(op.mean()), optional(op.variance()), training,
            MOMENTUM, op.epsilon(), false).view(value(op.input()).sizes());
    }

    @Override
    public Tensor layerNorm(LayerNorm op) {
        return torch.layer_norm(value(op.input()), new long[] {op.type().shape().last()}, optional(op.scale()), optional(op.shift()),
            op.epsilon(), false);
    }

    @Override
    public Tensor unary(Unary op) {
        return ElementWise.unary(op.kind(), value(op.input()));
    }

    @Override
    public Tensor binary(Binary op) {
        return ElementWise.binary(op.kind(), value(op.left()), value(op.right()));
    }

    /** A constant operand has one sample, so it is repeated for each. */
    @Override
    public Tensor concat(Concat op) {
        Optional<Value> sample = op.inputs().stream().filter(batched::contains).findFirst();
        TensorVector operands = new TensorVector();
        for (Value input : op.inputs()) {
            Tensor operand = value(input);
            if (sample.isPresent() && !batched.contains(input)) {
                long[] dims = Torch.dims(input.type().shape());
                dims[0] = value(sample.get()).size(0);
                operand = operand.expand(dims);
            }
            operands.push_back(operand);
        }
        return torch.cat(operands, op.axis());
    }

    @Override
    public Tensor pad(Pad op) {
        return Pooling.padded(value(op.input()), op.before(), op.after(), op.value());
    }

    @Override
    public Tensor reshape(Reshape op) {
        long[] dims = op.shape().stream().mapToLong(Integer::longValue).toArray();
        if (batched.contains(op.input())) {
            dims[0] = -1;
        }
        return value(op.input()).reshape(dims);
    }

    @Override
    public Tensor transpose(Transpose op) {
        return value(op.input()).permute(op.permutation().stream().mapToLong(Integer::longValue).toArray());
    }

    @Override
    public Tensor slice(Slice op) {
        Tensor sliced = value(op.input());
        for (int axis = batched.contains(op.input()) ? 1 : 0; axis < op.starts().size(); axis++) {
            sliced = sliced.slice(axis, new LongOptional(op.starts().get(axis)), new LongOptional(op.ends().get(axis)),
                op.steps().get(axis));
        }
        return sliced;
    }

    @Override
    public Tensor resize(Resize op) {
        return Resampling.resize(op, value(op.input()));
    }

    @Override
    public Tensor softmax(Softmax op) {
        return torch.softmax(value(op.input()), op.axis());
    }

    @Override
    public Tensor compare(Compare op) {
        throw untrained(op);
    }

    @Override
    public Tensor logical(Logical op) {
        throw untrained(op);
    }

    @Override
    public Tensor select(Select op) {
        throw untrained(op);
    }

    @Override
    public Tensor clamp(Clamp op) {
        return value(op.input()).clamp(new ScalarOptional(new Scalar(op.low())), new ScalarOptional(new Scalar(op.high())));
    }

    @Override
    public Tensor leakyRelu(LeakyRelu op) {
        return torch.leaky_relu(value(op.input()), new Scalar(op.slope()));
    }

    @Override
    public Tensor elu(Elu op) {
        return torch.elu(value(op.input()), new Scalar(op.alpha()), new Scalar(1), new Scalar(1));
    }

    @Override
    public Tensor reduce(Reduce op) {
        return Reductions.reduce(op, value(op.input()));
    }

    @Override
    public Tensor argReduce(ArgReduce op) {
        throw untrained(op);
    }

    @Override
    public Tensor gather(Gather op) {
        throw untrained(op);
    }

    @Override
    public Tensor broadcast(Broadcast op) {
        long[] dims = op.shape().stream().mapToLong(Integer::longValue).toArray();
        if (batched.contains(op.input())) {
            dims[0] = -1;
        }
        return value(op.input()).expand(dims);
    }

    @Override
    public Tensor cumulativeSum(CumulativeSum op) {
        throw untrained(op);
    }

    @Override
    public Tensor gru(Gru op) {
        throw untrained(op);
    }

    @Override
    public Tensor lstm(Lstm op) {
        throw untrained(op);
    }

    @Override
    public Tensor cast(Cast op) {
        throw untrained(op);
    }

    @Override
    public Tensor quantize(Quantize op) {
        throw untrained(op);
    }

    @Override
    public Tensor dequantize(Dequantize op) {
        throw untrained(op);
    }

    @Override
    public Tensor requantize(Requantize op) {
        throw untrained(op);
    }

    @Override
    public Tensor quantized(Quantized op) {
        throw untrained(op);
    }

    private static AssertionError untrained(Op op) {
        return new AssertionError("refused before: " + op);
    }
}
