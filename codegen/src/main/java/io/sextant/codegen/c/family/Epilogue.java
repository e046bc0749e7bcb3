package io.sextant.codegen.c.family;

import io.sextant.ir.graph.Node;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Broadcast;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Elu;
import io.sextant.ir.op.LeakyRelu;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.Shape;
import java.util.List;
import java.util.function.Function;

/**
 * What follows a kernel's first operator, as a C function of one vector of the result: lanes {@code column} and on of row {@code row},
 * where a row is the last dimension.
 */
final class Epilogue {
    private final PlacedKernel kernel;
    private final List<Node> nodes;
    private final Function<Value, Tensor> constants;
    private final WeightBlock weights;

    /**
     * @param nodes     of the kernel; what follows the first of them
     * @param constants of the graph
     */
    Epilogue(PlacedKernel kernel, List<Node> nodes, Function<Value, Tensor> constants, WeightBlock weights) {
        this.kernel = kernel;
        this.nodes = List.copyOf(nodes);
        this.constants = constants;
        this.weights = weights;
    }

    /** The function {@code NAME(_epilogue)}; constants that it needs are added to the weights. */
    String function() {
        StringBuilder body = new StringBuilder();
        for (int i = 1; i < nodes.size(); i++) {
            Value before = nodes.get(i - 1).result();
            body.append("    value = ").append(applied(nodes.get(i).op(), before, "value")).append(";\n");
        }
        return "INLINE vec NAME(_epilogue)(vec value, const float *const *in, const float *w, long row, long column) {\n" + body
            + "    return value;\n}\n";
    }

    private String applied(Op op, Value before, String value) {
        if (op instanceof Binary binary) {
            boolean first = binary.left().equals(before);
            String other = operand(first ? binary.right() : binary.left(), op);
            return first ? binary(binary.kind(), value, other) : binary(binary.kind(), other, value);
        }
        return unary(op, value);
    }

    /** C of an operator on one vector. */
    static String unary(Op op, String x) {
        if (op instanceof Unary unary) {
            return unary(unary.kind(), x);
        }
        if (op instanceof Clamp clamp) {
            return "clamp_of(" + x + ", " + CText.number(clamp.low()) + ", " + CText.number(clamp.high()) + ")";
        }
        if (op instanceof LeakyRelu leaky) {
            return "leaky_relu_of(" + x + ", " + CText.number(leaky.slope()) + ")";
        }
        if (op instanceof Elu elu) {
            return "elu_of(" + x + ", " + CText.number(elu.alpha()) + ")";
        }
        throw new UnsupportedOperationException("the C backend has no " + op.mnemonic() + " behind another operator");
    }

    /** The other operand: an activation of the result's type, or a constant. */
    private String operand(Value other, Op op) {
        long columns = op.type().shape().last();
        int input = kernel.inputs().indexOf(other);
        if (input >= 0) {
            return "load(in[" + input + "] + row * " + columns + "l + column)";
        }
        Tensor constant = constants.apply(other);
        Shape shape = other.type().shape();
        if (shape.elements() == 1) {
            return "splat(" + CText.number(constant.floats()[0]) + ")";
        }
        if (shape.elements() == shape.last()) {
            return "load(w + " + weights.add(columns, constant::floats) + " + column)";
        }
        long at = weights.add(op.type().elements(), () -> broadcast(constant, op.type().shape()));
        return "load(w + " + at + " + row * " + columns + "l + column)";
    }

    private static float[] broadcast(Tensor constant, Shape shape) {
        Value value = new Value(0, constant.type());
        return Interpreter.evaluate(new Broadcast(value, shape.dims()), any -> constant).floats();
    }

    private static String unary(Unary.Kind kind, String x) {
        return switch (kind) {
            case RELU -> "relu_of(" + x + ")";
            case RELU6 -> "clamp_of(" + x + ", 0, 6)";
            case SIGMOID -> "sigmoid_of(" + x + ")";
            case SILU -> "silu_of(" + x + ")";
            case HARD_SIGMOID -> "hard_sigmoid_of(" + x + ")";
            case HARD_SWISH -> x + " * hard_sigmoid_of(" + x + ")";
            case TANH -> "tanh_of(" + x + ")";
            case GELU -> "gelu_of(" + x + ")";
            case NEG -> "-" + x;
            case ABS -> "magnitude(" + x + ")";
            case EXP -> "exp_of(" + x + ")";
            case SQRT -> "__builtin_elementwise_sqrt(" + x + ")";
            case RECIPROCAL -> "1 / " + x;
            case ERF -> "erf_of(" + x + ")";
            case FLOOR -> "__builtin_elementwise_floor(" + x + ")";
            case CEIL -> "__builtin_elementwise_ceil(" + x + ")";
            case ROUND -> "__builtin_elementwise_roundeven(" + x + ")";
            case LOG -> "log_of(" + x + ")";
            case SOFTPLUS -> "softplus_of(" + x + ")";
            case SIGN -> "sign_of(" + x + ")";
            case SIN -> "sin_of(" + x + ")";
            case COS -> "cos_of(" + x + ")";
            case NOT -> throw new AssertionError(kind);
        };
    }

    /** C of a function of two vectors. */
    static String binary(Binary.Kind kind, String a, String b) {
        return switch (kind) {
            case ADD -> a + " + " + b;
            case SUB -> a + " - " + b;
            case MUL -> a + " * " + b;
            case DIV -> a + " / " + b;
            case MIN -> "lesser(" + a + ", " + b + ")";
            case MAX -> "greater(" + a + ", " + b + ")";
            case POW -> "powers_of(" + a + ", " + b + ")";
            case MOD -> "remainders_of(" + a + ", " + b + ")";
        };
    }

}
