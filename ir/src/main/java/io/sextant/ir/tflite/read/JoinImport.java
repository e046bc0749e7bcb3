package io.sextant.ir.tflite.read;

import static io.sextant.ir.tflite.read.OperatorReading.require;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Gather;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.lite.schema.BuiltinOperator;

/** Tensors joined along an axis, taken apart, and picked from. */
final class JoinImport {
    private JoinImport() {
    }

    static void register(Map<Integer, OperatorImport> handlers) {
        handlers.put(BuiltinOperator.CONCATENATION, JoinImport::concat);
        handlers.put(BuiltinOperator.PACK, JoinImport::pack);
        handlers.put(BuiltinOperator.UNPACK, JoinImport::unpack);
        handlers.put(BuiltinOperator.SPLIT, JoinImport::split);
        handlers.put(BuiltinOperator.SPLIT_V, JoinImport::splitAt);
        handlers.put(BuiltinOperator.GATHER, JoinImport::gather);
    }

    private static List<Value> inputs(OperatorReading operator) {
        return IntStream.range(0, operator.inputs()).mapToObj(operator::value).toList();
    }

    /** Of quantised tensors a movement: inputs of other scales, which TFLite rescales if they are u8, are refused. */
    private static void concat(OperatorReading operator) {
        List<Value> inputs = inputs(operator);
        require(!inputs.isEmpty(), "has no inputs");
        int axis = OperatorReading.axis(operator.option(0), inputs.get(0).type().rank());
        TensorType declared = operator.declared(0).type();
        inputs.stream().filter(input -> !input.type().quantisation().equals(declared.quantisation())).findFirst().ifPresent(other -> {
            throw new InvalidInput("joined tensors are quantised as the result is, " + declared + ", got " + other.type());
        });
        operator.moved(operator.move(new Concat(inputs, axis)), operator.activation(1));
    }

    private static void pack(OperatorReading operator) {
        List<Value> inputs = inputs(operator);
        require(!inputs.isEmpty(), "has no inputs");
        List<Integer> dims = new ArrayList<>(inputs.get(0).type().shape().dims());
        int axis = OperatorReading.axis(operator.option(1), dims.size() + 1);
        dims.add(axis, 1);
        List<Value> expanded = inputs.stream().map(input -> ShapeImport.to(operator, input, dims)).toList();
        operator.bind(0, expanded.size() == 1 ? expanded.get(0) : operator.move(new Concat(expanded, axis)));
    }

    private static void unpack(OperatorReading operator) {
        Value input = operator.value(0);
        int axis = OperatorReading.axis(operator.option(1), input.type().rank());
        requireOutputs(operator, input.type().dim(axis));
        List<Integer> dims = new ArrayList<>(input.type().shape().dims());
        dims.remove(axis);
        for (int i = 0; i < operator.outputs(); i++) {
            operator.bind(i, ShapeImport.to(operator, part(operator, input, axis, i, 1), dims));
        }
    }

    private static void requireOutputs(OperatorReading operator, int parts) {
        require(operator.outputs() == parts, "has " + parts + " parts and " + operator.outputs() + " outputs");
    }

    private static Value part(OperatorReading operator, Value input, int axis, int start, int extent) {
        if (extent == input.type().dim(axis)) {
            return input;
        }
        List<Integer> starts = new ArrayList<>(Collections.nCopies(input.type().rank(), 0));
        List<Integer> ends = new ArrayList<>(input.type().shape().dims());
        starts.set(axis, start);
        ends.set(axis, start + extent);
        return operator.move(new Slice(input, starts, ends, Collections.nCopies(ends.size(), 1)));
    }

    private static void split(OperatorReading operator) {
        Value input = operator.value(1);
        int axis = OperatorReading.axis(operator.integer(0, "the axis"), input.type().rank());
        int parts = operator.outputs();
        int extent = input.type().dim(axis);
        require(parts >= 1 && extent % parts == 0 && operator.option(0) == parts, parts + " outputs do not divide " + extent
            + " into " + operator.option(0) + " equal parts");
        for (int i = 0; i < parts; i++) {
            operator.bind(i, part(operator, input, axis, i * (extent / parts), extent / parts));
        }
    }

    private static void splitAt(OperatorReading operator) {
        Value input = operator.value(0);
        int axis = OperatorReading.axis(operator.integer(2, "the axis"), input.type().rank());
        List<Integer> extents = new ArrayList<>(operator.integers(1, "extents"));
        requireOutputs(operator, extents.size());
        int open = extents.indexOf(-1);
        long sum = extents.stream().mapToLong(Integer::longValue).sum();
        if (open >= 0) {
            extents.set(open, (int) Math.max(0, input.type().dim(axis) - (sum + 1)));
            sum = extents.stream().mapToLong(Integer::longValue).sum();
        }
        require(sum == input.type().dim(axis) && extents.stream().allMatch(extent -> extent >= 1), "extents " + extents
            + " do not make up " + input.type().dim(axis));
        int start = 0;
        for (int i = 0; i < extents.size(); i++) {
            operator.bind(i, part(operator, input, axis, start, extents.get(i)));
            start += extents.get(i);
        }
    }

    private static void gather(OperatorReading operator) {
        require(operator.option(1) == 0, "batch dimensions are not supported");
        Value input = operator.value(0);
        int axis = OperatorReading.axis(operator.option(0), input.type().rank());
        operator.bind(0, operator.move(new Gather(input, operator.value(1), axis)));
    }
}
