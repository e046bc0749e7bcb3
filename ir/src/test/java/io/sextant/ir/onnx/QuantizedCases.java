package io.sextant.ir.onnx;

import static io.sextant.ir.onnx.ImportCases.f;
import static io.sextant.ir.onnx.ImportCases.floats;
import static io.sextant.ir.onnx.ImportCases.i;
import static io.sextant.ir.onnx.ImportCases.image;
import static io.sextant.ir.onnx.ImportCases.ints;
import static io.sextant.ir.onnx.ImportCases.is;
import static io.sextant.ir.onnx.ImportCases.plain;
import static io.sextant.ir.onnx.ImportCases.s;

import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Casts, quantised tensors, and operators on them; results on a grid of steps may be one step off. */
final class QuantizedCases {
    private static final float STEP = 0.05f;
    private static final float ONE_STEP = 1.01f * STEP;

    private QuantizedCases() {
    }

    static void addTo(ImportCases cases) {
        casts(cases);
        steps(cases);
        integers(cases);
        microsoft(cases);
        cases.add("CNN in QDQ form", qdq());
        cases.add("CNN of QLinear operators", qLinear());
    }

    private static ForeignModel scale(ForeignModel model, String name, float scale, DType dtype, int zeroPoint) {
        return model.tensor(name + "_s", floats(List.of(), scale)).tensor(name + "_z", ints(dtype, List.of(), zeroPoint));
    }

    private static ForeignModel quantised(ForeignModel model, String name, DType dtype, Integer... dims) {
        SplittableRandom random = new SplittableRandom(name.hashCode());
        int count = Arrays.stream(dims).reduce(1, (a, b) -> a * b);
        int least = dtype == DType.U8 ? 0 : -100;
        return model.tensor(name, ints(dtype, List.of(dims), IntStream.range(0, count).map(k -> least + random.nextInt(200)).toArray()));
    }

    /** Scales of 0.01, 0.02, ... and zero points of 0, one for each of {@code count} channels. */
    private static ForeignModel scales(ForeignModel model, String name, int count) {
        float[] scales = new float[count];
        for (int k = 0; k < count; k++) {
            scales[k] = 0.01f * (k + 1);
        }
        return model.tensor(name + "_s", floats(List.of(count), scales)).tensor(name + "_z", ints(DType.I8, List.of(count),
            new int[count]));
    }

    private static void casts(ImportCases cases) {
        cases.add("Cast to i32", image(13).node("Cast", "x", "y", i("to", 6)).output("y"));
        cases.add("Cast to bool and back", plain(13).node("Relu", "x", "r").node("Cast", "r", "b", i("to", 9)).node("Cast", "b", "y",
            i("to", 1))
            .output("y"));
        cases.add("CastLike", new ForeignModel(15).input("x", new TensorType(DType.I64, Shape.of(3))).scalar("like", 0)
            .node("CastLike", "x like", "y").output("y"));
        cases.add("Cast to itself", plain(13).node("Cast", "x", "y", i("to", 1)).output("y"));
    }

    private static void steps(ImportCases cases) {
        cases.add("QuantizeLinear", scale(image(13), "q", STEP, DType.U8, 120).node("QuantizeLinear", "x q_s q_z", "y").output("y"));
        cases.add("QuantizeLinear by channel", scales(image(13), "q", 4).node("QuantizeLinear", "x q_s q_z", "y", i("axis", 1))
            .output("y"));
        cases.add("QuantizeLinear without zero point", image(11).scalar("s", STEP).node("QuantizeLinear", "x s", "y").output("y"));
        cases.add("Quantised and back", scale(image(17), "q", STEP, DType.I8, -3).node("QuantizeLinear", "x q_s q_z", "q")
            .node("DequantizeLinear", "q q_s q_z", "y").output("y"));
        cases.add("DequantizeLinear of weights", scales(quantised(new ForeignModel(13).input("x", 1, 3, 5, 5), "w", DType.I8, 4, 3, 3,
            3), "w", 4)
            .node("DequantizeLinear", "w w_s w_z", "v", i("axis", 0)).node("Conv", "x v", "y").output("y"));
        cases.add("DequantizeLinear of i32", new ForeignModel(13).input("x", new TensorType(DType.I32, Shape.of(4))).scalar("s", 0.5f)
            .node("DequantizeLinear", "x s", "y").output("y"));
        cases.add("DynamicQuantizeLinear", image(13).node("DynamicQuantizeLinear", "x", "y s z").output("y", "s", "z"));
        cases.add("Dynamic quantisation of a product", quantised(plain(13), "w", DType.U8, 4, 5).node("DynamicQuantizeLinear", "x", "q s z")
            .tensor("w_z", ints(DType.U8, List.of(), 100)).scalar("w_s", 0.02f).node("MatMulInteger", "q w z w_z", "p")
            .node("Cast", "p", "c", i("to", 1)).node("Mul", "s w_s", "m").node("Mul", "c m", "y").output("y"));
    }

    private static void integers(ImportCases cases) {
        ForeignModel conv = new ForeignModel(13).input("x", new TensorType(DType.U8, Shape.of(1, 3, 6, 5)));
        cases.add("ConvInteger", quantised(conv, "w", DType.U8, 4, 3, 3, 2).tensor("z", ints(DType.U8, List.of(), 7))
            .node("ConvInteger", "x w z z", "y", is("pads", 1, 0, 1, 1), is("kernel_shape", 3, 2), is("strides", 1, 1), is("dilations",
                1, 1)).output("y"));
        cases.add("MatMulInteger", quantised(new ForeignModel(13).input("x", new TensorType(DType.U8, Shape.of(2, 3))), "w", DType.I8, 3, 4)
            .node("MatMulInteger", "x w", "y").output("y"));
        ForeignModel product = scale(scale(scales(quantised(plain(13), "w", DType.I8, 4, 5), "w", 5), "a", STEP, DType.I8, 4), "b",
            STEP, DType.I8, 1);
        cases.add("QLinearMatMul", product.node("QuantizeLinear", "x a_s a_z", "q").node("QLinearMatMul",
            "q a_s a_z w w_s w_z b_s b_z", "p")
            .node("DequantizeLinear", "p b_s b_z", "y").output("y").within(ONE_STEP));
    }

    private static void microsoft(ImportCases cases) {
        String domain = "com.microsoft";
        cases.add("Gelu of com.microsoft", plain(17).node("Gelu", "x", "y").domain(domain).output("y"));
        cases.add("BiasGelu", plain(17).weights("b", 4).node("BiasGelu", "x b", "y").domain(domain).output("y"));
        cases.add("FastGelu", plain(17).weights("b", 4).node("FastGelu", "x b", "y").domain(domain).output("y"));
        cases.add("QuickGelu", plain(17).node("QuickGelu", "x", "y", f("alpha", 1.5f)).domain(domain).output("y"));
        cases.add("SkipLayerNormalization", plain(17).input("z", 2, 3, 4).weights("g", 4).weights("b", 4).weights("c", 4)
            .node("SkipLayerNormalization", "x z g b c", "y", f("epsilon", 1e-4f)).domain(domain).output("y"));
        cases.add("FusedConv", new ForeignModel(17).input("x", 1, 3, 5, 5).weights("w", 4, 3, 3, 3).weights("b", 4)
            .node("FusedConv", "x w b", "y", s("activation", "Relu"), is("kernel_shape", 3, 3), is("pads", 0, 0, 0, 0), is("strides",
                1, 1), is("dilations", 1, 1)).domain(domain).output("y"));
        cases.add("FusedMatMul", plain(17).weights("w", 2, 5, 4).node("FusedMatMul", "x w", "y", i("transB", 1), f("alpha", 0.5f))
            .domain(domain).output("y"));
    }

    /** Weights and activations each behind a pair of QuantizeLinear and DequantizeLinear, biases of i32. */
    private static ForeignModel qdq() {
        ForeignModel model = scale(new ForeignModel(13).input("x", 1, 3, 8, 8), "in", STEP, DType.U8, 128);
        scales(quantised(model, "w", DType.I8, 4, 3, 3, 3), "w", 4);
        scale(scale(model, "mid", STEP, DType.U8, 0), "out", STEP, DType.U8, 100);
        model.tensor("b", ints(DType.I32, List.of(4), 100, -200, 300, 0)).tensor("b_s", floats(List.of(4), 0.0005f, 0.001f, 0.0015f,
            0.002f));
        scales(quantised(model, "fc", DType.I8, 5, 4), "fc", 5);
        return model.node("QuantizeLinear", "x in_s in_z", "xq").node("DequantizeLinear", "xq in_s in_z", "xr")
            .node("DequantizeLinear", "w w_s w_z", "wr", i("axis", 0)).node("DequantizeLinear", "b b_s", "br", i("axis", 0))
            .node("Conv", "xr wr br", "c", is("pads", 1, 1, 1, 1), is("strides", 2, 2)).node("Relu", "c", "r")
            .node("QuantizeLinear", "r mid_s mid_z", "rq").node("DequantizeLinear", "rq mid_s mid_z", "rr")
            .node("GlobalAveragePool", "rr", "g").node("Flatten", "g", "f").node("DequantizeLinear", "fc fc_s fc_z", "fr", i("axis", 0))
            .node("Transpose", "fr", "ft", is("perm", 1, 0)).node("MatMul", "f ft", "m").node("QuantizeLinear", "m out_s out_z", "mq")
            .node("DequantizeLinear", "mq out_s out_z", "y").output("y").within(ONE_STEP);
    }

    private static ForeignModel qLinear() {
        ForeignModel model = scale(new ForeignModel(13).input("x", 1, 4, 8, 8), "in", STEP, DType.U8, 128);
        scales(quantised(model, "w", DType.I8, 4, 4, 3, 3), "w", 4);
        scale(scale(model, "mid", STEP, DType.U8, 30), "out", STEP, DType.U8, 100);
        model.tensor("b", ints(DType.I32, List.of(4), 100, -200, 300, 0)).tensor("one", floats(List.of(), 0.01f));
        return model.node("QuantizeLinear", "x in_s in_z", "xq")
            .node("QLinearConv", "xq in_s in_z w w_s w_z mid_s mid_z b", "c", is("pads", 1, 1, 1, 1), is("kernel_shape", 3, 3),
                is("strides", 1, 1), is("dilations", 1, 1)).node("QLinearAdd",
                "c mid_s mid_z xq in_s in_z out_s out_z", "a").domain("com.microsoft")
            .node("QLinearLeakyRelu", "a out_s out_z mid_s mid_z", "l", f("alpha", 0.1f)).domain("com.microsoft")
            .node("QLinearGlobalAveragePool", "l mid_s mid_z out_s out_z", "g", i("channels_last", 0)).domain("com.microsoft")
            .node("DequantizeLinear", "g out_s out_z", "y").output("y").within(ONE_STEP);
    }
}
