package io.sextant.ir.tflite.write;

import io.sextant.ir.op.ActivationBounds;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Elu;
import io.sextant.ir.op.LeakyRelu;
import io.sextant.ir.op.Unary;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.AddOptionsT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.DivOptionsT;
import org.tensorflow.lite.schema.LeakyReluOptionsT;
import org.tensorflow.lite.schema.MulOptionsT;
import org.tensorflow.lite.schema.QuantizeOptionsT;

/** Functions of one tensor, element by element. */
final class UnaryWriter {
    /** Those that TFLite computes on integers. */
    private static final Set<Unary.Kind> ON_INTEGERS = EnumSet.of(Unary.Kind.RELU, Unary.Kind.RELU6, Unary.Kind.SIGMOID, Unary.Kind.TANH,
        Unary.Kind.HARD_SWISH, Unary.Kind.ABS);
    private static final float SIXTH = 1f / 6;

    private UnaryWriter() {
    }

    static void unary(Unary.Kind kind, Writing writing) {
        if (writing.call().integers() && !ON_INTEGERS.contains(kind)) {
            throw writing.call().refusal("TFLite has no " + kind.name().toLowerCase(Locale.ROOT) + " on integers");
        }
        switch (kind) {
            case RELU -> bounded(BuiltinOperator.RELU, ActivationBounds.RELU, writing);
            case RELU6 -> bounded(BuiltinOperator.RELU6, ActivationBounds.RELU6, writing);
            case SILU -> silu(writing);
            case HARD_SIGMOID -> hardSigmoid(writing);
            case RECIPROCAL -> writing.alone(new Builtin(BuiltinOperator.DIV, BuiltinOptions.DivOptions, new DivOptionsT()), writing.scalar(1),
                writing.input(0));
            case SIGMOID, HARD_SWISH, TANH, GELU, NEG, ABS, EXP, LOG, SQRT, FLOOR, CEIL, ROUND, SIN, COS, ERF, SOFTPLUS, SIGN, NOT ->
                writing.alone(Builtin.plain(code(kind).orElseThrow(() -> writing.call().refusal("TFLite has no "
                    + kind.name().toLowerCase(Locale.ROOT)))), writing.input(0));
        }
    }

    private static Optional<Integer> code(Unary.Kind kind) {
        return switch (kind) {
            case SIGMOID -> Optional.of(BuiltinOperator.LOGISTIC);
            case HARD_SWISH -> Optional.of(BuiltinOperator.HARD_SWISH);
            case TANH -> Optional.of(BuiltinOperator.TANH);
            case GELU -> Optional.of(BuiltinOperator.GELU);
            case NEG -> Optional.of(BuiltinOperator.NEG);
            case ABS -> Optional.of(BuiltinOperator.ABS);
            case EXP -> Optional.of(BuiltinOperator.EXP);
            case LOG -> Optional.of(BuiltinOperator.LOG);
            case SQRT -> Optional.of(BuiltinOperator.SQRT);
            case FLOOR -> Optional.of(BuiltinOperator.FLOOR);
            case CEIL -> Optional.of(BuiltinOperator.CEIL);
            case ROUND -> Optional.of(BuiltinOperator.ROUND);
            case SIN -> Optional.of(BuiltinOperator.SIN);
            case COS -> Optional.of(BuiltinOperator.COS);
            case RELU, RELU6, SILU, HARD_SIGMOID, RECIPROCAL, ERF, SOFTPLUS, SIGN, NOT -> Optional.empty();
        };
    }

    /** An operator that is nothing but bounds. */
    private static void bounded(int code, ActivationBounds bounds, Writing writing) {
        Activation own = writing.call().integers() ? Activation.between(writing.call().type(), bounds) : Activation.NONE;
        writing.unfused(Builtin.plain(code), writing.call().activation().beyond(own), writing.input(0));
    }

    static void clamp(Clamp op, Writing writing) {
        Optional<Byte> code = Activation.of(op);
        if (code.isPresent() && code.get() != ActivationFunctionType.NONE) {
            int operator = code.get() == ActivationFunctionType.RELU ? BuiltinOperator.RELU
                : code.get() == ActivationFunctionType.RELU6 ? BuiltinOperator.RELU6 : BuiltinOperator.RELU_N1_TO_1;
            bounded(operator, new ActivationBounds(op.low(), op.high()), writing);
        } else if (writing.call().integers()) {
            rescaled(op, writing);
        } else {
            int raised = op.high() == Float.POSITIVE_INFINITY ? writing.file().result(writing.call().result(), writing.form())
                : writing.between("at_least", writing.type());
            writing.file().emit(Writing.extreme(BuiltinOperator.MAXIMUM), raised, writing.input(0), writing.scalar(op.low()));
            if (op.high() != Float.POSITIVE_INFINITY) {
                writing.alone(Writing.extreme(BuiltinOperator.MINIMUM), raised, writing.scalar(op.high()));
            }
        }
    }

    /** Brought to the scale of the result, if that is another, and then within bounds. */
    private static void rescaled(Clamp op, Writing writing) {
        Activation bounds = Activation.between(writing.call().type(), new ActivationBounds(op.low(), op.high()))
            .then(writing.call().activation());
        if (writing.call().type().equals(writing.call().input(0).type()) && !bounds.isNone()) {
            writing.clamp(writing.input(0), bounds);
        } else {
            writing.unfused(new Builtin(BuiltinOperator.QUANTIZE, BuiltinOptions.QuantizeOptions, new QuantizeOptionsT()), bounds,
                writing.input(0));
        }
    }

    static void leakyRelu(LeakyRelu op, Writing writing) {
        LeakyReluOptionsT options = new LeakyReluOptionsT();
        options.setAlpha(op.slope());
        writing.alone(new Builtin(BuiltinOperator.LEAKY_RELU, BuiltinOptions.LeakyReluOptions, options), writing.input(0));
    }

    static void elu(Elu op, Writing writing) {
        if (op.alpha() != 1) {
            throw writing.call().refusal("alpha is 1 in TFLite's ELU, got " + op.alpha());
        }
        writing.alone(Builtin.plain(BuiltinOperator.ELU), writing.input(0));
    }

    private static void silu(Writing writing) {
        int sigmoid = writing.between("sigmoid", writing.type());
        writing.file().emit(Builtin.plain(BuiltinOperator.LOGISTIC), sigmoid, writing.input(0));
        writing.alone(new Builtin(BuiltinOperator.MUL, BuiltinOptions.MulOptions, new MulOptionsT()), writing.input(0), sigmoid);
    }

    /** min(max(x / 6 + 1/2, 0), 1). */
    private static void hardSigmoid(Writing writing) {
        int sixth = writing.between("sixth", writing.type());
        writing.file().emit(new Builtin(BuiltinOperator.MUL, BuiltinOptions.MulOptions, new MulOptionsT()), sixth, writing.input(0),
            writing.scalar(SIXTH));
        AddOptionsT add = new AddOptionsT();
        add.setFusedActivationFunction(ActivationFunctionType.RELU);
        int raised = writing.between("raised", writing.type());
        writing.file().emit(new Builtin(BuiltinOperator.ADD, BuiltinOptions.AddOptions, add), raised, sixth, writing.scalar(0.5f));
        writing.alone(Writing.extreme(BuiltinOperator.MINIMUM), raised, writing.scalar(1));
    }
}
