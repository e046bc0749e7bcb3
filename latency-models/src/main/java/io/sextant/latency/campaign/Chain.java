package io.sextant.latency.campaign;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.graph.Node;
import io.sextant.ir.kernel.Kernel;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A graph that repeats a kernel, to be timed with two numbers of repeats: their difference is free of the cost of a call and of what
 * stands before and behind.
 *
 * <p>Serial: each repeat takes the result of the one before where the kernel has an input of its result's type (the last such one: a
 * residual). Parallel, for kernels that change the shape: each repeat takes the same inputs, and of its result one position is
 * drawn off (a convolution of extent 1 to a few channels, whose stride skips all others) and joined with those of the others; a single
 * one is joined too, so that any two numbers of repeats differ in nothing else. A convolution, because engines keep their blocked layout
 * for it whatever the number of channels; before a pool they may change the layout of the whole tensor.
 *
 * <p>A neighbour is a depthwise convolution of extent 1: it keeps an engine's blocked layout of images. What is no image is multiplied
 * with a vector instead. One stands behind each graph input. Kernels without weights have one of their own in each repeat, since what
 * they cost depends on the layout they are given, and since engines compute equal nodes once; a chain of neighbours alone is
 * subtracted. Between quantised integers they are computed on integers too.
 *
 * @param kernel   absent: neighbours alone
 * @param type     of what is passed on: the kernel's result if serial, its first input if parallel
 * @param parallel the arrangement
 * @param separate whether each repeat has a neighbour
 */
record Chain(Optional<Kernel> kernel, TensorType type, boolean parallel, boolean separate) {

    /** Channels of what is drawn off: a block of any engine's layout. */
    private static final int DRAINED = 16;

    /** Whether there is a neighbour for values of this type. */
    static boolean hasNeighbour(TensorType type) {
        return isLayered(type) && type.rank() > 0;
    }

    /** What convolutions take: f32, or quantised integers of 8 bits. */
    private static boolean isLayered(TensorType type) {
        boolean bytes = type.dtype() == DType.I8 || type.dtype() == DType.U8;
        return type.dtype() == DType.F32 || bytes && type.isQuantised() && type.scheme().isPerTensor();
    }

    private static boolean isImage(TensorType type) {
        return isLayered(type) && (type.rank() == 3 || type.rank() == 4);
    }

    /** Whether a position can be drawn off a value of this type instead of the whole. */
    static boolean hasDrain(TensorType type) {
        return isImage(type) && type.elements() > type.dim(0) * type.shape().last();
    }

    /** The kernel that draws a position off, at the extent that it leaves. */
    static Graph drain(TensorType type) {
        GraphBuilder builder = new GraphBuilder("drain");
        Value input = builder.input("input", type.withShape(WeightSource.channelFilter(type).shape()));
        return builder.output("output", builder.add(drain(input, new WeightSource(builder)))).build();
    }

    /** The input of {@code kernel} through which it can be chained to itself; its scale may be another than the result's. */
    static Optional<Integer> link(Kernel kernel) {
        TensorType result = kernel.body().outputs().get(0).value().type();
        for (int i = kernel.body().inputs().size() - 1; i >= 0; i--) {
            TensorType input = kernel.body().inputs().get(i).value().type();
            if (input.equals(result) || isRequantised(kernel) && input.isQuantised() && input.bare().equals(result.bare())) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private static boolean isRequantised(Kernel kernel) {
        List<Node> nodes = kernel.body().nodes();
        return nodes.get(nodes.size() - 1).op() instanceof Quantized;
    }

    Graph repeated(int times) {
        return new Builder().build(times);
    }

    private static Op drain(Value value, WeightSource weights) {
        TensorType type = value.type();
        return layer(value, weights.filter(WeightSource.pointwiseFilter(type, DRAINED)), type.shape().dims().subList(1, type.rank() - 1), 1);
    }

    /** A convolution of extent 1 whose result is of the element type and scale of {@code value}. */
    private static Op layer(Value value, Value filter, List<Integer> strides, int groups) {
        List<Integer> ones = WeightSource.perSpatialDimension(value.type(), 1);
        List<Integer> none = WeightSource.perSpatialDimension(value.type(), 0);
        return computed((x, w) -> new Convolution(x, w, Optional.empty(), strides, none, none, ones, groups), value, filter);
    }

    private static Op computed(BiFunction<Value, Value, Op> op, Value value, Value weights) {
        TensorType type = value.type();
        return type.isQuantised() ? Quantized.of(op.apply(Quantized.standIn(value), Quantized.standIn(weights)), List.of(value, weights),
            type.dtype(), type.scheme(), Rounding.QDQ) : op.apply(value, weights);
    }

    private final class Builder {
        private final GraphBuilder graph = new GraphBuilder("chain");
        private final WeightSource weights = new WeightSource(graph);

        Graph build(int times) {
            List<Value> inputs = new ArrayList<>();
            List<TensorType> types = kernel.map(k -> k.body().inputs().stream().map(port -> port.value().type()).toList())
                .orElse(List.of(type));
            for (TensorType input : types) {
                inputs.add(neighbour(graph.input("input" + inputs.size(), input)));
            }
            return graph.output("output", parallel ? parallel(inputs, times) : serial(inputs, times)).build();
        }

        private Value serial(List<Value> inputs, int times) {
            List<Value> operands = new ArrayList<>(inputs);
            int link = kernel.flatMap(Chain::link).orElse(0);
            for (int i = 0; i < times; i++) {
                Value result = copy(operands);
                operands.set(link, separate ? neighbour(result) : result);
            }
            return operands.get(link);
        }

        private Value parallel(List<Value> inputs, int times) {
            List<Value> results = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                List<Value> operands = new ArrayList<>(inputs);
                operands.set(0, separate ? neighbour(inputs.get(0)) : inputs.get(0));
                Value result = copy(operands);
                results.add(hasDrain(result.type()) ? graph.add(drain(result, weights)) : result);
            }
            return graph.add(new Concat(results, results.get(0).type().rank() - 1));
        }

        private Value copy(List<Value> operands) {
            if (kernel.isEmpty()) {
                return operands.get(0);
            }
            Graph body = kernel.get().body();
            Map<Value, Value> renamed = new HashMap<>(weights.like(body));
            for (int i = 0; i < operands.size(); i++) {
                renamed.put(body.inputs().get(i).value(), operands.get(i));
            }
            Value output = body.outputs().get(0).value();
            for (Node node : body.nodes()) {
                Op op = node.op().mapOperands(renamed::get);
                renamed.put(node.result(), graph.add(node.result().equals(output) ? linked(op) : op));
            }
            return renamed.get(output);
        }

        /** Of the scale of the input that it is passed on to. */
        private Op linked(Op op) {
            return !parallel && op instanceof Quantized quantized && isRequantised(kernel.orElseThrow()) ? new Quantized(quantized.real(),
                quantized.inputs(), quantized.dtype(), type.scheme(), quantized.low(), quantized.high(), quantized.rounding()) : op;
        }

        private Value neighbour(Value value) {
            if (!hasNeighbour(value.type())) {
                return value;
            }
            Value filter = weights.filter(WeightSource.channelFilter(value.type()));
            if (!isImage(value.type())) {
                return graph.add(computed((x, w) -> new Binary(x, w, Binary.Kind.MUL), value, filter));
            }
            return graph.add(layer(value, filter, WeightSource.perSpatialDimension(value.type(), 1), value.type().shape().last()));
        }
    }
}
