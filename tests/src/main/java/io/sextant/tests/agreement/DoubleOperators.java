package io.sextant.tests.agreement;

import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Broadcast;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.LayerNorm;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/** Operators in f64, by their definitions. */
final class DoubleOperators {
    private DoubleOperators() {
    }

    static double[] of(Op op, List<double[]> x) {
        if (op instanceof Convolution || op instanceof Pool || op instanceof GlobalPool) {
            return DoubleWindows.of(op, x);
        }
        if (op instanceof Dense dense) {
            return biased(product(x.get(0), x.get(1), dense.weights().type().dim(0), dense.weights().type().dim(1)), x.subList(2, x.size()));
        }
        if (op instanceof MatMul product) {
            return matMul(product, x);
        }
        if (op instanceof Unary unary) {
            return each(x.get(0), function(unary.kind()));
        }
        if (op instanceof Clamp clamp) {
            return each(x.get(0), v -> Math.min(Math.max(v, clamp.low()), clamp.high()));
        }
        if (op instanceof Binary binary) {
            return binary(binary, x);
        }
        if (op instanceof Softmax softmax && softmax.axis() == op.type().rank() - 1) {
            return rows(op, x.get(0), DoubleOperators::softmax);
        }
        if (op instanceof LayerNorm norm) {
            return rows(op, x.get(0), row -> layerNorm(norm, row, x.get(1), x.get(2)));
        }
        throw new UnsupportedOperationException("no f64 form of " + op);
    }

    private static double[] each(double[] x, DoubleUnaryOperator function) {
        return Arrays.stream(x).map(function).toArray();
    }

    private static DoubleUnaryOperator function(Unary.Kind kind) {
        return switch (kind) {
            case RELU -> x -> Math.max(x, 0);
            case RELU6 -> x -> Math.min(Math.max(x, 0), 6);
            case SIGMOID -> x -> 1 / (1 + Math.exp(-x));
            case SILU -> x -> x / (1 + Math.exp(-x));
            case HARD_SIGMOID -> x -> Math.min(Math.max(x / 6 + 0.5, 0), 1);
            case HARD_SWISH -> x -> x * Math.min(Math.max(x / 6 + 0.5, 0), 1);
            case TANH -> Math::tanh;
            case GELU -> x -> x / 2 * (1 + erf(x / Math.sqrt(2)));
            case ERF -> DoubleOperators::erf;
            case SQRT -> Math::sqrt;
            case EXP -> Math::exp;
            case NEG, ABS, LOG, RECIPROCAL, SOFTPLUS, FLOOR, CEIL, ROUND, SIGN, SIN, COS, NOT ->
                throw new UnsupportedOperationException("no f64 form of " + kind);
        };
    }

    /** Abramowitz and Stegun 7.1.6. */
    private static double erf(double x) {
        if (Math.abs(x) > 6) {
            return Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }

    private static double[] binary(Binary op, List<double[]> x) {
        DoubleBinaryOperator function = switch (op.kind()) {
            case ADD -> (a, b) -> a + b;
            case SUB -> (a, b) -> a - b;
            case MUL -> (a, b) -> a * b;
            case DIV -> (a, b) -> a / b;
            case MIN -> Math::min;
            case MAX -> Math::max;
            case POW -> Math::pow;
            case MOD -> (a, b) -> a % b;
        };
        double[] left = spread(op.left(), x.get(0), op.type());
        double[] right = spread(op.right(), x.get(1), op.type());
        double[] result = new double[left.length];
        Arrays.setAll(result, i -> function.applyAsDouble(left[i], right[i]));
        return result;
    }

    private static double[] spread(Value operand, double[] x, TensorType type) {
        return operand.type().shape().equals(type.shape()) ? x
            : DoubleEvaluation.moved(new Broadcast(operand, type.shape().dims()), List.of(x));
    }

    /** Rows of {@code inner} times (inner, columns). */
    static double[] product(double[] left, double[] right, int inner, int columns) {
        int rows = left.length / inner;
        double[] result = new double[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < inner; k++) {
                double factor = left[row * inner + k];
                for (int c = 0; c < columns; c++) {
                    result[row * columns + c] += factor * right[k * columns + c];
                }
            }
        }
        return result;
    }

    static double[] biased(double[] x, List<double[]> bias) {
        for (int i = 0; !bias.isEmpty() && i < x.length; i++) {
            x[i] += bias.get(0)[i % bias.get(0).length];
        }
        return x;
    }

    private static double[] matMul(MatMul op, List<double[]> x) {
        int rank = op.type().rank();
        int inner = op.left().type().shape().last();
        int rows = op.type().dim(rank - 2);
        int columns = op.type().dim(rank - 1);
        double[] left = spread(op.left(), x.get(0), batched(op, rows, inner));
        double[] right = spread(op.right(), x.get(1), batched(op, inner, columns));
        double[] result = new double[op.type().elements()];
        for (int b = 0; b < result.length / rows / columns; b++) {
            double[] one = product(Arrays.copyOfRange(left, b * rows * inner, (b + 1) * rows * inner),
                Arrays.copyOfRange(right, b * inner * columns, (b + 1) * inner * columns), inner, columns);
            System.arraycopy(one, 0, result, b * rows * columns, one.length);
        }
        return result;
    }

    private static TensorType batched(MatMul op, int rows, int columns) {
        List<Integer> dims = new ArrayList<>(op.type().shape().dims().subList(0, op.type().rank() - 2));
        dims.addAll(List.of(rows, columns));
        return op.type().withShape(new Shape(dims));
    }

    private static double[] rows(Op op, double[] x, UnaryOperator<double[]> function) {
        int columns = op.type().shape().last();
        double[] result = new double[x.length];
        for (int at = 0; at < x.length; at += columns) {
            System.arraycopy(function.apply(Arrays.copyOfRange(x, at, at + columns)), 0, result, at, columns);
        }
        return result;
    }

    private static double[] softmax(double[] row) {
        double max = Arrays.stream(row).max().orElseThrow();
        double[] powers = each(row, v -> Math.exp(v - max));
        double sum = Arrays.stream(powers).sum();
        return each(powers, v -> v / sum);
    }

    private static double[] layerNorm(LayerNorm op, double[] row, double[] scale, double[] shift) {
        double mean = Arrays.stream(row).average().orElseThrow();
        double variance = Arrays.stream(row).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        double[] result = new double[row.length];
        Arrays.setAll(result, c -> (row[c] - mean) / Math.sqrt(variance + op.epsilon()) * scale[c] + shift[c]);
        return result;
    }
}
