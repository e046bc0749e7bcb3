package io.sextant.ir.tflite.write;

import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.OptionalInt;
import java.util.function.Function;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.MaximumMinimumOptionsT;

/**
 * A node on its way into the file.
 *
 * @param form of its result, and of those of its operands that have the same rank
 */
record Writing(FileGraph file, Call call, Form form) {
    /** The form that the operands have already. */
    static Writing carried(FileGraph file, Call call) {
        boolean lifted = call.type().rank() == 3 && call.inputs().stream()
            .anyMatch(input -> input.type().rank() == 3 && !file.graph().isConstant(input) && file.form(input) == Form.LIFTED);
        return new Writing(file, call, lifted ? Form.LIFTED : Form.PLAIN);
    }

    static Writing plain(FileGraph file, Call call) {
        return new Writing(file, call, Form.PLAIN);
    }

    /** For operators with spatial dimensions. */
    static Writing spatial(FileGraph file, Call call) {
        return new Writing(file, call, call.input(0).type().rank() == 3 ? Form.LIFTED : Form.PLAIN);
    }

    /** The tensor of an operand, in this form if it is of the rank that the form is for. */
    int input(int index) {
        boolean lifts = form == Form.LIFTED && call.input(index).type().rank() == 3;
        return file.operand(call.input(index), lifts ? Form.LIFTED : Form.PLAIN);
    }

    /** A tensor between the operators that stand for this node. */
    int between(String what, TensorType type) {
        return file.between("%" + call.result().id() + "/" + what, type);
    }

    /** A result's type in the file. */
    TensorType type() {
        return form.of(call.type());
    }

    /** An operator that can apply an activation. */
    void fused(Function<Byte, Builtin> builtin, int... operands) {
        if (call.activation().fused().isPresent()) {
            file.emit(builtin.apply(call.activation().fused().get()), file.result(call.result(), form), operands);
        } else {
            unfused(builtin.apply(ActivationFunctionType.NONE), call.activation(), operands);
        }
    }

    /** An operator that cannot. */
    void alone(Builtin builtin, int... operands) {
        unfused(builtin, call.activation(), operands);
    }

    /** An operator, and then what brings its result within {@code bounds}. */
    void unfused(Builtin builtin, Activation bounds, int... operands) {
        if (bounds.isNone()) {
            file.emit(builtin, file.result(call.result(), form), operands);
            return;
        }
        int unclamped = between("unclamped", type());
        file.emit(builtin, unclamped, operands);
        clamp(unclamped, bounds);
    }

    /** The result from {@code tensor}, by the greater and the lesser of it and constants. */
    void clamp(int tensor, Activation bounds) {
        int from = tensor;
        if (bounds.low().isPresent()) {
            int bound = bound(bounds.low());
            int result = bounds.high().isPresent() ? between("at_least", type()) : file.result(call.result(), form);
            file.emit(extreme(BuiltinOperator.MAXIMUM), result, from, bound);
            from = result;
        }
        if (bounds.high().isPresent()) {
            file.emit(extreme(BuiltinOperator.MINIMUM), file.result(call.result(), form), from, bound(bounds.high()));
        }
    }

    private int bound(OptionalInt bound) {
        TensorType type = call.type().withShape(single());
        return file.constant("bound" + bound.getAsInt() + type, type, () -> Tensor.ofInts(type, bound.getAsInt()));
    }

    /** A constant of one element. */
    int scalar(float value) {
        TensorType type = new TensorType(DType.F32, single());
        return file.constant("f32" + single() + " " + value, type, () -> Tensor.of(type, value));
    }

    /** The shape of one element that leaves that of the result as it is. */
    private Shape single() {
        return call.type().rank() == 0 ? Shape.of() : Shape.of(1);
    }

    static Builtin extreme(int code) {
        return new Builtin(code, BuiltinOptions.MaximumMinimumOptions, new MaximumMinimumOptionsT());
    }

    /** Refuses more dimensions than TFLite's kernel has loops for where its operands are of different shapes. */
    Writing broadcasting(int most) {
        boolean alike = call.inputs().stream().map(input -> input.type().shape()).distinct().count() == 1;
        if (!alike && type().rank() > most) {
            throw call.refusal("TFLite broadcasts at most " + most + " dimensions here, got " + type());
        }
        return this;
    }

    /** Refuses operands that TFLite's kernels do not compute with. */
    void requireComputable() {
        DType wanted = call.integers() ? DType.I8 : DType.F32;
        call.inputs().stream().map(input -> input.type().dtype()).filter(dtype -> dtype != wanted && dtype != DType.I32).findFirst()
            .ifPresent(dtype -> {
                throw call.refusal("it computes on " + dtype.text() + ", and f32 or quantised i8 is what is written");
            });
        if (call.type().dtype() != wanted) {
            throw call.refusal("its result is " + call.type().dtype().text() + ", and f32 or quantised i8 is what is written");
        }
    }
}
