package io.sextant.ir.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table of small foreign models in the making. */
final class ImportCases {
    /** One model and what it is called. */
    record Case(String name, ForeignModel model) {
        @Override
        public String toString() {
            return name;
        }
    }

    private final List<Case> cases = new ArrayList<>();

    List<Case> list() {
        return cases;
    }

    void add(String name, ForeignModel model) {
        cases.add(new Case(name, model));
    }

    /** x is (2, 3, 4). */
    static ForeignModel plain(int opset) {
        return new ForeignModel(opset).input("x", 2, 3, 4);
    }

    /** x is (2, 4, 5, 6) and held channels-last, as the result of a convolution. */
    static ForeignModel image(int opset) {
        return new ForeignModel(opset).input("i", 2, 4, 5, 6).weights("k", 4, 4, 1, 1).node("Conv", "i k", "x");
    }

    /** A node of x in ONNX order and in another layout. */
    void both(int opset, String operator, AttributeProto... attributes) {
        add(operator + "-" + opset + " " + names(attributes), plain(opset).node(operator, "x", "y", attributes).output("y"));
        add(operator + "-" + opset + " of an image " + names(attributes),
            image(opset).node(operator, "x", "y", attributes).output("y"));
    }

    private static String names(AttributeProto... attributes) {
        return Arrays.stream(attributes).map(attribute -> attribute.getName() + "=" + (attribute.getIntsCount() > 0
            ? attribute.getIntsList() : attribute.hasI() ? attribute.getI() : attribute.hasF() ? attribute.getF() : attribute.getS()
            .toStringUtf8())).toList().toString();
    }

    static Tensor longs(List<Integer> dims, long... values) {
        return Tensor.ofLongs(new TensorType(DType.I64, new Shape(dims)), values);
    }

    static Tensor ints(DType dtype, List<Integer> dims, int... values) {
        return Tensor.ofInts(new TensorType(dtype, new Shape(dims)), values);
    }

    static Tensor floats(List<Integer> dims, float... values) {
        return Tensor.of(new TensorType(DType.F32, new Shape(dims)), values);
    }

    static AttributeProto i(String name, int value) {
        return Attribute.integer(name, value);
    }

    static AttributeProto f(String name, float value) {
        return Attribute.decimal(name, value);
    }

    static AttributeProto s(String name, String value) {
        return Attribute.text(name, value);
    }

    static AttributeProto is(String name, Integer... values) {
        return Attribute.integers(name, List.of(values));
    }
}
