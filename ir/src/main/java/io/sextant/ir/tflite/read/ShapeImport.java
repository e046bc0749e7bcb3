package io.sextant.ir.tflite.read;

import static io.sextant.ir.tflite.read.OperatorReading.require;

import io.sextant.ir.op.Broadcast;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.lite.schema.BuiltinOperator;

/** The same elements under other shapes, and shapes as values. */
final class ShapeImport {
    private ShapeImport() {
    }

    static void register(Map<Integer, OperatorImport> handlers) {
        handlers.put(BuiltinOperator.RESHAPE, ShapeImport::reshape);
        handlers.put(BuiltinOperator.SQUEEZE, ShapeImport::squeeze);
        handlers.put(BuiltinOperator.EXPAND_DIMS, ShapeImport::expand);
        handlers.put(BuiltinOperator.TRANSPOSE, ShapeImport::transpose);
        handlers.put(BuiltinOperator.BROADCAST_TO, operator -> broadcast(operator, operator.value(0), operator.integers(1, "the shape")));
        handlers.put(BuiltinOperator.FILL, operator -> broadcast(operator, operator.value(1), operator.integers(0, "extents")));
        handlers.put(BuiltinOperator.SHAPE, ShapeImport::shape);
    }

    /** By the second input, else the options, else what the file says of the result. */
    private static void reshape(OperatorReading operator) {
        Value input = operator.value(0);
        List<Integer> wanted = operator.has(1) && operator.isLiteral(1) ? operator.integers(1, "the shape") : operator.optionList(0, "extents");
        if (wanted.isEmpty() && !operator.declared(0).isShapeOpen()) {
            wanted = operator.declared(0).type().shape().dims();
        }
        operator.bind(0, to(operator, input, resolved(wanted, input.type())));
    }

    /** With the one extent of -1 computed. */
    private static List<Integer> resolved(List<Integer> wanted, TensorType input) {
        int open = wanted.indexOf(-1);
        if (open < 0) {
            return wanted;
        }
        long others = 1;
        for (int extent : wanted) {
            others *= extent == -1 ? 1 : extent;
            require(others >= 1 && others <= input.elements(), "shape " + wanted + " does not fit " + input);
        }
        List<Integer> resolved = new ArrayList<>(wanted);
        resolved.set(open, (int) (input.elements() / others));
        return resolved;
    }

    /** {@code value} under another shape of as many elements. */
    static Value to(OperatorReading operator, Value value, List<Integer> shape) {
        return value.type().shape().dims().equals(shape) ? value : operator.move(new Reshape(value, shape));
    }

    private static void squeeze(OperatorReading operator) {
        Value input = operator.value(0);
        int rank = input.type().rank();
        Set<Integer> axes = new HashSet<>();
        operator.optionList(0, "axes").forEach(axis -> axes.add(OperatorReading.axis(axis, rank)));
        List<Integer> left = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            boolean goes = axes.isEmpty() ? input.type().dim(axis) == 1 : axes.contains(axis);
            require(!goes || input.type().dim(axis) == 1, "axis " + axis + " of " + input.type() + " is not of extent 1");
            if (!goes) {
                left.add(input.type().dim(axis));
            }
        }
        operator.bind(0, to(operator, input, left));
    }

    private static void expand(OperatorReading operator) {
        Value input = operator.value(0);
        List<Integer> dims = new ArrayList<>(input.type().shape().dims());
        dims.add(OperatorReading.axis(operator.integer(1, "the axis"), dims.size() + 1), 1);
        operator.bind(0, to(operator, input, dims));
    }

    private static void transpose(OperatorReading operator) {
        operator.bind(0, operator.move(new Transpose(operator.value(0), operator.integers(1, "the permutation"))));
    }

    private static void broadcast(OperatorReading operator, Value value, List<Integer> shape) {
        operator.bind(0, operator.move(new Broadcast(value, shape)));
    }

    private static void shape(OperatorReading operator) {
        List<Integer> dims = operator.value(0).type().shape().dims();
        TensorType type = new TensorType(operator.declared(0).type().dtype(), Shape.of(dims.size()));
        operator.bind(0, type.dtype() == DType.I64 ? Tensor.ofLongs(type, dims.stream().mapToLong(Integer::longValue).toArray())
            : Tensor.ofInts(type, dims.stream().mapToInt(Integer::intValue).toArray()));
    }
}
