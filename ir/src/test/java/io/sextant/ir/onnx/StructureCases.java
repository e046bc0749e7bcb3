package io.sextant.ir.onnx;

import static io.sextant.ir.onnx.ImportCases.f;
import static io.sextant.ir.onnx.ImportCases.floats;
import static io.sextant.ir.onnx.ImportCases.i;
import static io.sextant.ir.onnx.ImportCases.image;
import static io.sextant.ir.onnx.ImportCases.is;
import static io.sextant.ir.onnx.ImportCases.longs;
import static io.sextant.ir.onnx.ImportCases.plain;
import static io.sextant.ir.onnx.ImportCases.s;

import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;

/** Along axes: reductions, softmax, parts, joins, indices, repetitions, shapes. */
final class StructureCases {
    private StructureCases() {
    }

    static void addTo(ImportCases cases) {
        reductions(cases);
        softmax(cases);
        parts(cases);
        indices(cases);
        borders(cases);
        repetitions(cases);
        shapes(cases);
    }

    private static void reductions(ImportCases cases) {
        for (String kind : List.of("Sum", "Mean", "Max", "Min", "Prod", "L1", "L2", "SumSquare", "LogSumExp")) {
            String operator = "Reduce" + kind;
            cases.both(11, operator);
            cases.both(12, operator, is("axes", 1), i("keepdims", 0));
            if (!kind.equals("Sum")) {
                cases.both(13, operator, is("axes", -1, 0));
            }
            cases.add(operator + "-18", image(18).integers("a", 2, 1).node(operator, "x a", "y", i("keepdims", 0)).output("y"));
            cases.add(operator + "-18 over space", image(18).integers("a", 2, 3).node(operator, "x a", "y", i("keepdims", 0)).output("y"));
        }
        cases.add("ReduceLogSum", image(13).node("Exp", "x", "p").node("ReduceLogSum", "p", "y", is("axes", 1)).output("y"));
        cases.add("ReduceSum-13", image(13).integers("a", 1).node("ReduceSum", "x a", "y").output("y"));
        cases.both(13, "ReduceSum", i("noop_with_empty_axes", 1));
        cases.both(18, "ReduceMean", i("noop_with_empty_axes", 1));
        cases.add("ReduceMax of i64", new ForeignModel(13).input("x", new TensorType(DType.I64, Shape.of(3, 4)))
            .node("ReduceMax", "x", "y", is("axes", 1)).output("y"));
        for (String operator : List.of("ArgMax", "ArgMin")) {
            cases.both(13, operator);
            cases.both(13, operator, i("axis", 1), i("keepdims", 0));
            cases.both(11, operator, i("axis", -1));
        }
        for (int reverse = 0; reverse < 2; reverse++) {
            for (int exclusive = 0; exclusive < 2; exclusive++) {
                cases.add("CumSum " + reverse + exclusive, image(14).tensor("axis", longs(List.of(), -3))
                    .node("CumSum", "x axis", "y", i("reverse", reverse), i("exclusive", exclusive)).output("y"));
            }
        }
    }

    private static void softmax(ImportCases cases) {
        for (String operator : List.of("Softmax", "LogSoftmax")) {
            cases.both(13, operator);
            cases.both(13, operator, i("axis", 1));
            cases.both(11, operator);
            cases.both(11, operator, i("axis", 2));
            cases.both(12, operator, i("axis", 0));
        }
    }

    private static void parts(ImportCases cases) {
        cases.add("Split-11", image(11).node("Split", "x", "y z", i("axis", 1), is("split", 1, 3)).output("y", "z"));
        cases.add("Split-13", image(13).integers("p", 2, 1, 3).node("Split", "x p", "y u z", i("axis", -1)).output("y", "z"));
        cases.add("Split-13 equal", image(13).node("Split", "x", "y z", i("axis", 1)).output("y", "z"));
        cases.add("Split-18", image(18).node("Split", "x", "y z", i("axis", 2), i("num_outputs", 2)).output("y", "z"));
        cases.add("Slice", image(13).integers("from", 1, -3).integers("to", 3, 9).integers("axes", 1, -1).integers("by", 1, 2)
            .node("Slice", "x from to axes by", "y").output("y"));
        cases.add("Slice backwards", image(13).integers("from", -1, 3).integers("to", -100, 0).integers("axes", 1, 3).integers("by", -1, -2)
            .node("Slice", "x from to axes by", "y").output("y"));
        cases.add("Slice without axes", plain(11).integers("from", 0, 1).integers("to", 2, 2).node("Slice", "x from to", "y").output("y"));
        cases.add("Concat", image(13).weights("c", 2, 2, 5, 6).node("Concat", "x i c x", "y", i("axis", 1)).output("y"));
        cases.add("Einsum of an image", image(13).input("e", 4, 7).node("Einsum", "x e", "y", s("equation", "nchw,cd->nhwd")).output("y"));
        cases.add("Einsum of attention", new ForeignModel(13).input("q", 2, 3, 4, 5).input("r", 2, 6, 4, 5)
            .node("Einsum", "q r", "y", s("equation", "bihd, bjhd -> bhij")).output("y"));
        cases.add("Einsum with a sum", new ForeignModel(13).input("q", 2, 3, 4).input("r", 3, 5)
            .node("Einsum", "q r", "y", s("equation", "abc,bd->d")).output("y"));
        cases.add("Einsum of one", plain(13).node("Einsum", "x", "y", s("equation", "abc->ca")).output("y"));
    }

    private static void indices(ImportCases cases) {
        cases.add("Gather by one", image(13).tensor("n", longs(List.of(), -2)).node("Gather", "x n", "y", i("axis", 1)).output("y"));
        cases.add("Gather by a list of one", image(13).integers("n", 3).node("Gather", "x n", "y", i("axis", 2)).output("y"));
        cases.add("Gather by a list", image(13).integers("n", 3, 0, -1).node("Gather", "x n", "y", i("axis", 1)).output("y"));
        cases.add("Gather by a matrix", image(13).tensor("n", longs(List.of(2, 2), 3, 0, -1, 1))
            .node("Gather", "x n", "y", i("axis", 1)).output("y"));
        cases.add("Embedding", new ForeignModel(13).input("x", new TensorType(DType.I64, Shape.of(2, 5))).weights("table", 7, 3)
            .node("Gather", "table x", "y").output("y"));
        cases.add("OneHot", new ForeignModel(13).input("x", new TensorType(DType.I64, Shape.of(2, 3)))
            .fed("x", longs(List.of(2, 3), 0, -1, 3, 2, 1, 5)).tensor("depth", longs(List.of(), 4)).tensor("v", floats(List.of(2), 0.5f, 2))
            .node("OneHot", "x depth v", "y", i("axis", 1)).output("y"));
        for (int upper = 0; upper < 2; upper++) {
            cases.add("Trilu " + upper, plain(14).tensor("k", longs(List.of(), upper)).node("Trilu", "x k", "y", i("upper", upper))
                .output("y"));
        }
    }

    private static void borders(ImportCases cases) {
        for (String mode : List.of("constant", "reflect", "edge")) {
            cases.add("Pad " + mode, image(13).integers("p", 0, 1, 2, 0, 0, 2, 1, 3).node("Pad", "x p", "y", s("mode", mode)).output("y"));
        }
        cases.add("Pad wrap", image(19).integers("p", 1, 2).integers("axes", -1).node("Pad", "x p _ axes", "y", s("mode", "wrap"))
            .output("y"));
        cases.add("Pad by less than nothing", image(13).integers("p", 0, -1, 2, 0, 0, 0, -1, 1).scalar("v", 0.5f)
            .node("Pad", "x p v", "y").output("y"));
    }

    private static void repetitions(ImportCases cases) {
        cases.add("Expand", new ForeignModel(13).input("x", 3, 1).integers("s", 2, 1, 4).node("Expand", "x s", "y").output("y"));
        cases.add("Expand an image", image(13).node("GlobalAveragePool", "x", "g").integers("s", 1, 1, 3, 2).node("Expand", "g s", "y")
            .output("y"));
        cases.add("Expand to itself", image(13).integers("s", 1, 1).node("Expand", "x s", "y").output("y"));
        cases.add("Tile", image(13).integers("r", 1, 2, 1, 3).node("Tile", "x r", "y").output("y"));
        for (String mode : List.of("DCR", "CRD")) {
            cases.add("DepthToSpace " + mode, new ForeignModel(13).input("x", 2, 12, 3, 2)
                .node("DepthToSpace", "x", "y", i("blocksize", 2), s("mode", mode)).output("y"));
        }
        cases.add("SpaceToDepth", new ForeignModel(13).input("x", 2, 3, 4, 6).node("SpaceToDepth", "x", "y", i("blocksize", 2))
            .output("y"));
    }

    private static void shapes(ImportCases cases) {
        cases.add("Reshape", image(14).integers("s", 0, -1, 3).node("Reshape", "x s", "y", i("allowzero", 0)).output("y"));
        cases.add("Reshape with allowzero", plain(14).integers("s", 4, -1).node("Reshape", "x s", "y", i("allowzero", 1)).output("y"));
        cases.both(13, "Flatten");
        cases.both(13, "Flatten", i("axis", 2));
        cases.both(13, "Transpose");
        cases.add("Transpose an image", image(13).node("Transpose", "x", "y", is("perm", 0, 2, 1, 3)).output("y"));
        Tensor axes = longs(List.of(2), 0, -1);
        cases.add("Unsqueeze", image(13).tensor("a", axes).node("Unsqueeze", "x a", "y").output("y"));
        cases.add("Unsqueeze-11", plain(11).node("Unsqueeze", "x", "y", is("axes", 0, -1)).output("y"));
        cases.add("Squeeze", image(13).node("GlobalMaxPool", "x", "g").integers("a", 2, -1).node("Squeeze", "g a", "y").output("y"));
        cases.add("Dropout", plain(13).node("Dropout", "x", "y").output("y"));
        cases.add("Dropout-11", plain(11).node("Dropout", "x", "y", f("ratio", 0.3f)).output("y"));
    }
}
