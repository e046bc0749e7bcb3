package io.sextant.ir.onnx;

import static io.sextant.ir.onnx.ImportCases.f;
import static io.sextant.ir.onnx.ImportCases.floats;
import static io.sextant.ir.onnx.ImportCases.i;
import static io.sextant.ir.onnx.ImportCases.image;
import static io.sextant.ir.onnx.ImportCases.ints;
import static io.sextant.ir.onnx.ImportCases.longs;
import static io.sextant.ir.onnx.ImportCases.plain;
import static io.sextant.ir.onnx.ImportCases.s;

import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;

/** Element by element: functions, arithmetic, comparison, logic. */
final class ElementCases {
    private ElementCases() {
    }

    static void addTo(ImportCases cases) {
        functions(cases);
        parametric(cases);
        arithmetic(cases);
        conditions(cases);
        positive(cases);
    }

    private static void functions(ImportCases cases) {
        for (String operator : List.of("Relu", "Tanh", "Sigmoid", "Softplus", "Erf", "Neg", "Abs", "Exp", "Floor", "Ceil", "Round", "Sign",
            "Sin", "Cos", "Softsign", "Selu", "Elu", "Celu", "LeakyRelu", "HardSigmoid", "ThresholdedRelu", "Identity")) {
            cases.both(13, operator);
        }
        cases.both(18, "Mish");
        cases.both(14, "HardSwish");
        cases.both(20, "Gelu");
        cases.both(20, "Gelu", s("approximate", "tanh"));
        cases.add("Not", new ForeignModel(13).input("x", new TensorType(DType.BOOL, Shape.of(2, 3))).node("Not", "x", "y").output("y"));
        cases.add("Neg of i64", new ForeignModel(13).input("x", new TensorType(DType.I64, Shape.of(2, 3))).node("Neg", "x", "y")
            .output("y"));
    }

    /** Functions of positive numbers only. */
    private static void positive(ImportCases cases) {
        for (String operator : List.of("Log", "Sqrt", "Reciprocal")) {
            cases.add(operator, image(13).node("Exp", "x", "p").node(operator, "p", "y").output("y"));
        }
        cases.add("Pow", image(13).node("Exp", "x", "p").weights("e", 4, 1, 1).node("Pow", "p e", "y").output("y"));
        cases.add("Pow by 2", plain(13).scalar("two", 2).node("Pow", "x two", "y").output("y"));
    }

    private static void parametric(ImportCases cases) {
        cases.both(13, "Elu", f("alpha", 0.3f));
        cases.both(13, "Selu", f("alpha", 1.2f), f("gamma", 0.7f));
        cases.both(13, "Celu", f("alpha", 2.5f));
        cases.both(13, "LeakyRelu", f("alpha", 0.3f));
        cases.both(13, "HardSigmoid", f("alpha", 0.4f), f("beta", 0.3f));
        cases.both(13, "ThresholdedRelu", f("alpha", 0.4f));
        cases.add("PRelu by channel", image(13).weights("slope", 4, 1, 1).node("PRelu", "x slope", "y").output("y"));
        cases.add("PRelu by one slope", plain(16).weights("slope", 1).node("PRelu", "x slope", "y").output("y"));
        cases.add("PRelu computed", plain(16).input("slope", 3, 1).node("PRelu", "x slope", "y").output("y"));
        cases.add("Clip", image(13).scalar("a", -0.5f).scalar("b", 0.7f).node("Clip", "x a b", "y").output("y"));
        cases.add("Clip below", image(11).scalar("a", -0.5f).node("Clip", "x a", "y").output("y"));
        cases.add("Clip above", plain(12).scalar("b", 0.5f).node("Clip", "x _ b", "y").output("y"));
        cases.add("Clip of i64", new ForeignModel(13).input("x", new TensorType(DType.I64, Shape.of(3, 3))).tensor("a", longs(List.of(), 1))
            .tensor("b", longs(List.of(), 2)).node("Clip", "x a b", "y").output("y"));
    }

    private static void arithmetic(ImportCases cases) {
        for (String operator : List.of("Add", "Sub", "Mul", "Div")) {
            cases.add(operator + " of images", image(13).node("Sigmoid", "i", "j").node(operator, "x j", "y").output("y"));
            cases.add(operator + " by channel", image(13).weights("c", 4, 1, 1).node(operator, "c x", "y").output("y"));
            cases.add(operator + " by a row", image(13).input("r", 5, 1).node(operator, "x r", "y").output("y"));
            cases.add(operator + " of i64", new ForeignModel(14).input("x", new TensorType(DType.I64, Shape.of(3)))
                .tensor("b", longs(List.of(2, 1), 3, -2)).node(operator, "x b", "y").output("y"));
        }
        for (String operator : List.of("Min", "Max", "Sum", "Mean")) {
            cases.add(operator + " of three", image(13).weights("c", 4, 1, 1).node("Sigmoid", "x", "s").node(operator, "x c s", "y")
                .output("y"));
            cases.add(operator + " of one", plain(13).node(operator, "x", "y").output("y"));
        }
        cases.add("Mod of i64", new ForeignModel(13).input("x", new TensorType(DType.I64, Shape.of(4))).fed("x", longs(List.of(4), 7,
            -7, 5, 0))
            .tensor("b", longs(List.of(4), 3, 3, -3, 2)).node("Mod", "x b", "y").output("y"));
        cases.add("Mod of f32", plain(13).weights("b", 4).node("Mod", "x b", "y", i("fmod", 1)).output("y"));
        cases.add("GELU spelled out", image(13).scalar("root", (float) Math.sqrt(2)).scalar("one", 1).scalar("half", 0.5f)
            .node("Div", "x root", "d").node("Erf", "d", "e").node("Add", "e one", "g").node("Mul", "x g", "m").node("Mul", "m half", "y")
            .output("y"));
    }

    private static void conditions(ImportCases cases) {
        for (String operator : List.of("Less", "LessOrEqual", "Greater", "GreaterOrEqual")) {
            cases.add(operator, image(13).weights("c", 4, 1, 1).node(operator, "x c", "y").output("y"));
            cases.add(operator + " of i64", new ForeignModel(13).input("x", new TensorType(DType.I64, Shape.of(5)))
                .tensor("b", longs(List.of(), 1)).node(operator, "x b", "y").output("y"));
        }
        cases.add("Equal", new ForeignModel(13).input("x", new TensorType(DType.I64, Shape.of(5))).tensor("b", longs(List.of(1), 1))
            .node("Equal", "x b", "y").output("y"));
        for (String operator : List.of("And", "Or", "Xor")) {
            cases.add(operator, new ForeignModel(13).input("x", new TensorType(DType.BOOL, Shape.of(6)))
                .tensor("b", ints(DType.BOOL, List.of(2, 1), 0, 1)).node(operator, "x b", "y").output("y"));
        }
        cases.add("Where", image(13).tensor("zero", floats(List.of(), 0)).node("Greater", "x zero", "c").weights("other", 4, 1, 1)
            .node("Where", "c x other", "y").output("y"));
        Tensor mask = ints(DType.BOOL, List.of(3, 1), 1, 0, 1);
        cases.add("Where by a mask", plain(16).tensor("mask", mask).scalar("low", -1e4f).node("Where", "mask x low", "y").output("y"));
    }
}
