package io.sextant.training;

import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Unary;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Element-wise functions as libtorch operators. */
final class ElementWise {
    private ElementWise() {
    }

    static Tensor unary(Unary.Kind kind, Tensor input) {
        return switch (kind) {
            case RELU -> input.relu();
            case RELU6 -> torch.relu6(input);
            case SIGMOID -> input.sigmoid();
            case SILU -> torch.silu(input);
            case HARD_SIGMOID -> torch.hardsigmoid(input);
            case HARD_SWISH -> torch.hardswish(input);
            case TANH -> input.tanh();
            case GELU -> torch.gelu(input);
            case NEG -> input.neg();
            case ABS -> input.abs();
            case EXP -> input.exp();
            case LOG -> input.log();
            case SQRT -> input.sqrt();
            case RECIPROCAL -> input.reciprocal();
            case ERF -> input.erf();
            case SOFTPLUS -> torch.softplus(input);
            case FLOOR -> input.floor();
            case CEIL -> input.ceil();
            case ROUND -> input.round();
            case SIGN -> input.sign();
            case SIN -> input.sin();
            case COS -> input.cos();
            case NOT -> input.logical_not();
        };
    }

    static Tensor binary(Binary.Kind kind, Tensor left, Tensor right) {
        return switch (kind) {
            case ADD -> left.add(right);
            case SUB -> left.sub(right);
            case MUL -> left.mul(right);
            case DIV -> left.div(right);
            case POW -> left.pow(right);
            case MIN -> torch.minimum(left, right);
            case MAX -> torch.maximum(left, right);
            case MOD -> left.fmod(right);
        };
    }
}
