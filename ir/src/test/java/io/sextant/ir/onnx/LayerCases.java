package io.sextant.ir.onnx;

import static io.sextant.ir.onnx.ImportCases.f;
import static io.sextant.ir.onnx.ImportCases.i;
import static io.sextant.ir.onnx.ImportCases.image;
import static io.sextant.ir.onnx.ImportCases.is;
import static io.sextant.ir.onnx.ImportCases.plain;
import static io.sextant.ir.onnx.ImportCases.s;

import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.List;

/** Layers: convolution, pools, normalisations, products, resizing. */
final class LayerCases {
    private LayerCases() {
    }

    static void addTo(ImportCases cases) {
        convolutions(cases);
        pools(cases);
        normalisations(cases);
        products(cases);
        resizes(cases);
        recurrences(cases);
    }

    private static void resizes(ImportCases cases) {
        Tensor larger = Tensor.of(TensorType.f32(4), 1, 1, 2.5f, 1.7f);
        Tensor smaller = Tensor.of(TensorType.f32(4), 1, 1, 0.6f, 0.5f);
        for (String coordinates : List.of("half_pixel", "half_pixel_symmetric", "pytorch_half_pixel", "align_corners", "asymmetric")) {
            cases.add("Resize linear " + coordinates, photo(19).tensor("s", larger).node("Resize", "x _ s", "y", s("mode", "linear"),
                s("coordinate_transformation_mode", coordinates)).output("y"));
            cases.add("Resize linear smaller " + coordinates, photo(19).tensor("s", smaller).node("Resize", "x _ s", "y", s("mode",
                "linear"),
                s("coordinate_transformation_mode", coordinates)).output("y"));
            for (String rounding : List.of("round_prefer_floor", "round_prefer_ceil", "floor", "ceil")) {
                cases.add("Resize nearest " + coordinates + " " + rounding, photo(19).tensor("s", larger).node("Resize", "x _ s", "y",
                    s("coordinate_transformation_mode", coordinates), s("nearest_mode", rounding)).output("y"));
            }
        }
        cases.add("Resize to sizes", photo(13).integers("n", 2, 4, 9, 3).node("Resize", "x _ _ n", "y", s("mode", "linear"),
            s("coordinate_transformation_mode", "align_corners")).output("y"));
        cases.add("Resize some axes", photo(18).integers("n", 14, 3).node("Resize", "x _ _ n", "y", is("axes", 2, 3), s("mode", "nearest"),
            s("coordinate_transformation_mode", "asymmetric"), s("nearest_mode", "floor")).output("y"));
    }

    private static void recurrences(ImportCases cases) {
        for (String direction : List.of("forward", "reverse", "bidirectional")) {
            int d = direction.equals("bidirectional") ? 2 : 1;
            ForeignModel gru = new ForeignModel(14).input("x", 5, 2, 3).weights("w", d, 12, 3).weights("r", d, 12, 4).weights("b", d, 24)
                .weights("h", d, 2, 4);
            cases.add("GRU " + direction, gru.node("GRU", "x w r b _ h", "y z", s("direction", direction), i("hidden_size", 4),
                i("linear_before_reset", d - 1)).output("y", "z"));
            ForeignModel lstm = new ForeignModel(14).input("x", 5, 2, 3).weights("w", d, 16, 3).weights("r", d, 16, 4).weights("b", d, 32)
                .input("h", d, 2, 4).input("c", d, 2, 4);
            cases.add("LSTM " + direction, lstm.node("LSTM", "x w r b _ h c", "y z k", s("direction", direction), i("hidden_size", 4))
                .output("y", "z", "k"));
        }
        cases.add("GRU without bias", new ForeignModel(11).input("x", 5, 1, 3).weights("w", 1, 12, 3).weights("r", 1, 12, 4)
            .node("GRU", "x w r", "_ y", i("hidden_size", 4)).output("y"));
        cases.add("LSTM of a spectrogram", new ForeignModel(13).input("i", 1, 3, 8).weights("k", 5, 3, 3).node("Conv", "i k", "c")
            .node("Transpose", "c", "x", is("perm", 2, 0, 1)).weights("w", 1, 16, 5).weights("r", 1, 16, 4)
            .node("LSTM", "x w r", "s", i("hidden_size", 4)).integers("one", 1).node("Squeeze", "s one", "t")
            .node("Transpose", "t", "y", is("perm", 1, 2, 0)).output("y"));
    }

    private static ForeignModel photo(int opset) {
        return new ForeignModel(opset).input("x", 2, 4, 7, 6);
    }

    private static void convolutions(ImportCases cases) {
        cases.add("Conv", photo(11).weights("w", 6, 2, 3, 2).weights("b", 6).node("Conv", "x w b", "y", i("group", 2), is("strides", 2, 1),
            is("pads", 1, 0, 0, 1), is("dilations", 1, 2)).output("y"));
        cases.add("Conv over a sequence", new ForeignModel(13).input("x", 2, 4, 9).weights("w", 4, 1, 3)
            .node("Conv", "x w", "y", i("group", 4), is("pads", 1, 1), is("kernel_shape", 3)).output("y"));
        for (String mode : List.of("SAME_UPPER", "SAME_LOWER", "VALID")) {
            cases.add("Conv " + mode, photo(17).weights("w", 3, 4, 2, 3).node("Conv", "x w", "y", s("auto_pad", mode), is("strides", 2, 2))
                .output("y"));
        }
    }

    private static void pools(ImportCases cases) {
        for (String operator : List.of("MaxPool", "AveragePool")) {
            cases.add(operator, photo(12).node(operator, "x", "y", is("kernel_shape", 3, 2), is("strides", 2, 1), is("pads", 1, 0, 1,
                1)).output("y"));
            cases.add(operator + " rounding up", photo(12).node(operator, "x", "y", is("kernel_shape", 3, 3), is("strides", 3, 2),
                i("ceil_mode", 1)).output("y"));
            cases.add(operator + " rounding up with pads", new ForeignModel(19).input("x", 1, 2, 8, 7).node(operator, "x", "y",
                is("kernel_shape", 3, 3), is("strides", 2, 3), is("pads", 1, 1, 1, 1), i("ceil_mode", 1)).output("y"));
            cases.add(operator + " of a sequence", plain(13).node(operator, "x", "y", is("kernel_shape", 2), s("auto_pad",
                "SAME_UPPER")).output("y"));
        }
        for (int ceil = 0; ceil < 2; ceil++) {
            cases.add("MaxPool with dilations " + ceil, photo(12).node("MaxPool", "x", "y", is("kernel_shape", 3, 2),
                is("pads", 1, 0, 1, 1), is("dilations", 2, 3), is("strides", 3, 1), i("ceil_mode", ceil)).output("y"));
            cases.add("AveragePool rounded up counting pads " + ceil, photo(19).node("AveragePool", "x", "y", is("kernel_shape", 3, 3),
                is("strides", 3, 2), is("pads", 1, 1, 1, 1), i("ceil_mode", ceil), i("count_include_pad", 1)).output("y"));
            cases.add("AveragePool with dilations " + ceil, photo(19).node("AveragePool", "x", "y", is("kernel_shape", 3, 2),
                is("pads", 1, 0, 1, 1), is("dilations", 2, 3), i("count_include_pad", ceil)).output("y"));
        }
        cases.add("AveragePool counting pads", photo(13).node("AveragePool", "x", "y", is("kernel_shape", 3, 3), is("pads", 1, 1, 1, 1),
            i("count_include_pad", 1)).output("y"));
        for (String operator : List.of("GlobalMaxPool", "GlobalAveragePool")) {
            cases.both(13, operator);
        }
    }

    private static void normalisations(ImportCases cases) {
        Tensor variance = Tensor.of(TensorType.f32(4), 0.5f, 1, 2, 0.1f);
        cases.add("BatchNormalization", photo(15).weights("s", 4).weights("b", 4).weights("m", 4).tensor("v", variance)
            .node("BatchNormalization", "x s b m v", "y", f("epsilon", 0.01f), f("momentum", 0.5f)).output("y"));
        cases.add("BatchNormalization of a matrix", new ForeignModel(14).input("x", 3, 4).weights("s", 4).weights("b", 4).weights("m", 4)
            .tensor("v", variance).node("BatchNormalization", "x s b m v", "y").output("y"));
        cases.add("InstanceNormalization", photo(13).weights("s", 4).weights("b", 4).node("InstanceNormalization", "x s b", "y",
            f("epsilon", 0.01f))
            .output("y"));
        cases.add("GroupNormalization-21", photo(21).weights("s", 4).weights("b", 4)
            .node("GroupNormalization", "x s b", "y", i("num_groups", 2)).output("y"));
        cases.add("GroupNormalization-18", photo(18).weights("s", 2).weights("b", 2)
            .node("GroupNormalization", "x s b", "y", i("num_groups", 2)).output("y"));
        cases.add("LayerNormalization", plain(17).weights("s", 4).weights("b", 4).node("LayerNormalization", "x s b", "y").output("y"));
        cases.add("LayerNormalization over two", plain(17).weights("s", 3, 4).node("LayerNormalization", "x s", "y", i("axis", 1),
            f("epsilon", 0.1f)).output("y"));
        cases.add("LayerNormalization of an image", image(17).node("Transpose", "x", "t", is("perm", 0, 2, 3, 1)).weights("s", 4)
            .weights("b", 4)
            .node("LayerNormalization", "t s b", "n").node("Transpose", "n", "y", is("perm", 0, 3, 1, 2)).output("y"));
        cases.add("RMSNormalization", plain(23).weights("s", 4).node("RMSNormalization", "x s", "y", f("epsilon", 0.1f)).output("y"));
        cases.add("LRN", photo(13).node("LRN", "x", "y", i("size", 3), f("alpha", 0.5f), f("beta", 0.6f), f("bias", 1.5f)).output("y"));
    }

    private static void products(ImportCases cases) {
        cases.add("Gemm", new ForeignModel(13).input("x", 3, 4).weights("w", 5, 4).weights("c", 5)
            .node("Gemm", "x w c", "y", i("transB", 1)).output("y"));
        cases.add("Gemm with factors", new ForeignModel(13).input("x", 4, 3).weights("w", 4, 5).weights("c", 3, 1)
            .node("Gemm", "x w c", "y", i("transA", 1), f("alpha", 0.5f), f("beta", 2)).output("y"));
        cases.add("Gemm with a whole C", new ForeignModel(11).input("x", 3, 4).input("w", 4, 5).input("c", 3, 5)
            .node("Gemm", "x w c", "y").output("y"));
        cases.add("Gemm without C", new ForeignModel(13).input("x", 3, 4).weights("w", 4, 5).node("Gemm", "x w", "y", f("alpha", 3))
            .output("y"));
        cases.add("MatMul of stacks", new ForeignModel(13).input("x", 2, 1, 3, 4).input("z", 5, 4, 2).node("MatMul", "x z", "y")
            .output("y"));
        cases.add("MatMul by a vector", plain(13).weights("w", 4).node("MatMul", "x w", "y").output("y"));
        cases.add("MatMul of a vector", new ForeignModel(13).input("x", 4).weights("w", 2, 4, 3).node("MatMul", "x w", "y").output("y"));
        cases.add("MatMul of vectors", new ForeignModel(13).input("x", 4).input("w", 4).node("MatMul", "x w", "y").output("y"));
        cases.add("MatMul by a matrix", plain(13).weights("w", 4, 5).node("MatMul", "x w", "y").output("y"));
        cases.add("MatMul of an image", image(13).weights("w", 6, 5).node("MatMul", "x w", "y").output("y"));
    }
}
