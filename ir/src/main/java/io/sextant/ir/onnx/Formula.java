package io.sextant.ir.onnx;

import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;

/** Writes arithmetic into a graph, for ONNX operators that are formulas of others. */
record Formula(GraphImport graph) {
    Value unary(Unary.Kind kind, Value x) {
        return graph.emit(new Unary(x, kind));
    }

    Value binary(Binary.Kind kind, Value left, Value right) {
        return graph.emit(new Binary(left, right, kind));
    }

    Value add(Value left, Value right) {
        return binary(Binary.Kind.ADD, left, right);
    }

    Value add(Value left, float right) {
        return add(left, scalar(left, right));
    }

    Value sub(Value left, Value right) {
        return binary(Binary.Kind.SUB, left, right);
    }

    Value mul(Value left, Value right) {
        return binary(Binary.Kind.MUL, left, right);
    }

    /** {@code left} itself if the factor is 1. */
    Value mul(Value left, float right) {
        return right == 1 ? left : mul(left, scalar(left, right));
    }

    Value div(Value left, Value right) {
        return binary(Binary.Kind.DIV, left, right);
    }

    /** A constant without dimensions, of the floating type of {@code like}. */
    Value scalar(Value like, float value) {
        return graph.constant(Tensor.filled(new TensorType(like.type().dtype(), Shape.of()), value));
    }

    /** The mean over {@code axes}, ascending, which stay with an extent of 1. */
    Value mean(Value x, List<Integer> axes) {
        return graph.emit(new Reduce(x, Reduce.Kind.MEAN, axes, true));
    }

    /** (x - mean) / sqrt(variance + epsilon), over {@code axes}. */
    Value normalised(Value x, List<Integer> axes, float epsilon) {
        Value centred = sub(x, mean(x, axes));
        return rootMeanSquareNormalised(centred, axes, epsilon);
    }

    /** x / sqrt(mean of x^2 + epsilon), over {@code axes}. */
    Value rootMeanSquareNormalised(Value x, List<Integer> axes, float epsilon) {
        return div(x, unary(Unary.Kind.SQRT, add(mean(mul(x, x), axes), epsilon)));
    }

    /** {@code x} itself if it has that shape. */
    Value reshaped(Value x, List<Integer> shape) {
        return x.type().shape().dims().equals(shape) ? x : graph.emit(new Reshape(x, shape));
    }

    /** {@code x} itself if the permutation is the identity. */
    Value transposed(Value x, List<Integer> permutation) {
        return new Layout(permutation).isIdentity() ? x : graph.emit(new Transpose(x, permutation));
    }
}
