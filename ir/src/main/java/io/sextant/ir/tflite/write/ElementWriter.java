package io.sextant.ir.tflite.write;

import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.tensorflow.lite.schema.AddOptionsT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.DequantizeOptionsT;
import org.tensorflow.lite.schema.DivOptionsT;
import org.tensorflow.lite.schema.MulOptionsT;
import org.tensorflow.lite.schema.PowOptionsT;
import org.tensorflow.lite.schema.QuantizeOptionsT;
import org.tensorflow.lite.schema.ReducerOptionsT;
import org.tensorflow.lite.schema.SoftmaxOptionsT;
import org.tensorflow.lite.schema.SubOptionsT;

/** Arithmetic of two tensors, reductions, softmax, and going between real numbers and integers. */
final class ElementWriter {
    private ElementWriter() {
    }

    static void binary(Binary.Kind kind, Writing writing) {
        int left = writing.input(0);
        int right = writing.input(1);
        switch (kind) {
            case ADD -> writing.fused(ElementWriter::add, left, right);
            case SUB -> writing.fused(ElementWriter::subtract, left, right);
            case MUL -> writing.fused(ElementWriter::multiply, left, right);
            case MIN -> writing.alone(Writing.extreme(BuiltinOperator.MINIMUM), left, right);
            case MAX -> writing.alone(Writing.extreme(BuiltinOperator.MAXIMUM), left, right);
            case DIV -> real(kind, writing).fused(ElementWriter::divide, left, right);
            case POW -> real(kind, writing).alone(new Builtin(BuiltinOperator.POW, BuiltinOptions.PowOptions, new PowOptionsT()), left, right);
            case MOD -> throw writing.call().refusal("TFLite has no remainder with the sign of the dividend");
        }
    }

    private static Writing real(Binary.Kind kind, Writing writing) {
        if (writing.call().integers()) {
            throw writing.call().refusal("TFLite has no " + kind.name().toLowerCase(Locale.ROOT) + " on 8-bit integers");
        }
        return writing;
    }

    private static Builtin add(byte activation) {
        AddOptionsT options = new AddOptionsT();
        options.setFusedActivationFunction(activation);
        return new Builtin(BuiltinOperator.ADD, BuiltinOptions.AddOptions, options);
    }

    private static Builtin subtract(byte activation) {
        SubOptionsT options = new SubOptionsT();
        options.setFusedActivationFunction(activation);
        return new Builtin(BuiltinOperator.SUB, BuiltinOptions.SubOptions, options);
    }

    private static Builtin multiply(byte activation) {
        MulOptionsT options = new MulOptionsT();
        options.setFusedActivationFunction(activation);
        return new Builtin(BuiltinOperator.MUL, BuiltinOptions.MulOptions, options);
    }

    private static Builtin divide(byte activation) {
        DivOptionsT options = new DivOptionsT();
        options.setFusedActivationFunction(activation);
        return new Builtin(BuiltinOperator.DIV, BuiltinOptions.DivOptions, options);
    }

    static void reduce(Reduce op, Writing writing) {
        int code = switch (op.kind()) {
            case MEAN -> BuiltinOperator.MEAN;
            case SUM -> BuiltinOperator.SUM;
            case MAX -> BuiltinOperator.REDUCE_MAX;
            case MIN -> BuiltinOperator.REDUCE_MIN;
            case PROD, L1, L2, SUM_SQUARE, LOG_SUM_EXP -> throw writing.call().refusal("TFLite has no reduction to "
                + op.kind().name().toLowerCase(Locale.ROOT));
        };
        ReducerOptionsT options = new ReducerOptionsT();
        options.setKeepDims(op.keepDims());
        writing.alone(new Builtin(code, BuiltinOptions.ReducerOptions, options), writing.input(0), writing.file().numbers(op.axes()));
    }

    /** Along the last axis, which is the only one that TFLite knows; others become the last and go back. */
    static void softmax(Softmax op, Writing writing) {
        SoftmaxOptionsT options = new SoftmaxOptionsT();
        options.setBeta(1);
        Builtin softmax = new Builtin(BuiltinOperator.SOFTMAX, BuiltinOptions.SoftmaxOptions, options);
        int axis = writing.form().axis(op.axis());
        int last = writing.type().rank() - 1;
        if (axis == last) {
            writing.alone(softmax, writing.input(0));
            return;
        }
        List<Integer> swap = new ArrayList<>(IntStream.rangeClosed(0, last).boxed().toList());
        Collections.swap(swap, axis, last);
        int input = writing.input(0);
        int turned = writing.between("turned", MovementWriter.transposed(writing.file().type(input), swap));
        int shares = writing.between("shares", MovementWriter.transposed(writing.type(), swap));
        writing.file().emit(MovementWriter.transpose(), turned, input, writing.file().numbers(swap));
        writing.file().emit(softmax, shares, turned);
        writing.alone(MovementWriter.transpose(), shares, writing.file().numbers(swap));
    }

    static void requantize(Requantize op, Writing writing) {
        TensorType from = op.input().type();
        if (op.rounding() == Rounding.QDQ && op.to().isQuantised()) {
            throw writing.call().refusal("its rounding is qdq, and TFLite's is tflite");
        }
        requireWritten(writing, from);
        requireWritten(writing, op.to());
        if (from.isQuantised() && op.to().isQuantised() && (from.dtype() == DType.I16 || op.to().dtype() == DType.I16)) {
            throw writing.call().refusal("TFLite files are written with i8 and u8 requantised, got " + from + " to " + op.to());
        }
        Builtin builtin = op.to().isQuantised() ? new Builtin(BuiltinOperator.QUANTIZE, BuiltinOptions.QuantizeOptions, new QuantizeOptionsT())
            : new Builtin(BuiltinOperator.DEQUANTIZE, BuiltinOptions.DequantizeOptions, new DequantizeOptionsT());
        writing.alone(builtin, writing.input(0));
    }

    private static void requireWritten(Writing writing, TensorType type) {
        boolean written = type.dtype() == DType.F32 || type.dtype() == DType.I8 || type.dtype() == DType.U8 || type.dtype() == DType.I16;
        if (!written || type.isQuantised() && !type.scheme().isPerTensor()) {
            throw writing.call().refusal("f32, and i8, u8 or i16 with one scale, are what is written, got " + type);
        }
    }
}
