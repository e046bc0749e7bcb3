package io.sextant.ir.onnx;

import static io.sextant.ir.onnx.ImportCases.f;
import static io.sextant.ir.onnx.ImportCases.i;
import static io.sextant.ir.onnx.ImportCases.ints;
import static io.sextant.ir.onnx.ImportCases.is;
import static io.sextant.ir.onnx.ImportCases.longs;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Attention as one node. */
final class AttentionCases {
    private AttentionCases() {
    }

    static void addTo(ImportCases cases) {
        plain(cases);
        masks(cases);
        rotations(cases);
        fused(cases);
    }

    private static ForeignModel heads() {
        return new ForeignModel(23).input("q", 2, 4, 3, 5).input("k", 2, 4, 6, 5).input("v", 2, 4, 6, 7);
    }

    private static void attend(ImportCases cases, String name, ForeignModel model, String mask, AttributeProto... attributes) {
        cases.add(name, model.node("Attention", "q k v " + mask, "y", attributes).output("y"));
    }

    private static void plain(ImportCases cases) {
        attend(cases, "Attention", heads(), "");
        attend(cases, "Attention of itself", new ForeignModel(23).input("x", 1, 3, 8).node("Relu", "x", "q").node("Tanh", "x", "k")
            .node("Neg", "x", "v"), "", i("q_num_heads", 2), i("kv_num_heads", 2));
        attend(cases, "Attention of joined heads", new ForeignModel(23).input("q", 2, 3, 12).input("k", 2, 6, 6).input("v", 2, 6, 4), "",
            i("q_num_heads", 4), i("kv_num_heads", 2));
        attend(cases, "Attention with shared keys", new ForeignModel(23).input("q", 2, 6, 3, 5).input("k", 2, 2, 4, 5)
            .input("v", 2, 2, 4, 5), "");
        attend(cases, "Attention with a scale", heads(), "", f("scale", 0.7f));
        attend(cases, "Attention of f16", halves(), "");
        attend(cases, "Attention of f16 with shares in FLOAT", halves(), "", i("softmax_precision", 1));
        attend(cases, "Attention with a cap", heads(), "", f("softcap", 1.5f), f("scale", 1));
    }

    private static void masks(ImportCases cases) {
        attend(cases, "Attention with an added mask", heads().input("m", 2, 1, 3, 6), "m");
        attend(cases, "Attention with a cap and an added mask", heads().input("m", 4, 3, 6), "m", f("softcap", 1.5f));
        attend(cases, "Attention with a mask", hiding(heads()), "m");
        attend(cases, "Attention with a cap and a mask", hiding(heads()), "m", f("softcap", 1.5f));
        attend(cases, "Attention backwards only", heads(), "", i("is_causal", 1));
        attend(cases, "Attention backwards only with a mask", hiding(heads()), "m", i("is_causal", 1));
        attend(cases, "Attention backwards only with an added mask", heads().input("m", 3, 6), "m", i("is_causal", 1));
    }

    private static void rotations(ImportCases cases) {
        for (int interleaved = 0; interleaved < 2; interleaved++) {
            AttributeProto order = i("interleaved", interleaved);
            cases.add("RotaryEmbedding " + interleaved, new ForeignModel(23).input("x", 2, 3, 5, 8).input("c", 2, 5, 4).input("s", 2, 5, 4)
                .node("RotaryEmbedding", "x c s", "y", order).output("y"));
            cases.add("RotaryEmbedding of a part " + interleaved, positioned(new ForeignModel(23).input("x", 2, 3, 5, 8))
                .node("RotaryEmbedding", "x c s p", "y", order, i("rotary_embedding_dim", 4), i("num_heads", 3)).output("y"));
            cases.add("RotaryEmbedding of joined heads " + interleaved, positioned(new ForeignModel(23).input("x", 2, 5, 12))
                .node("RotaryEmbedding", "x c s p", "y", order, i("num_heads", 3)).output("y"));
            cases.add("RotaryEmbedding at computed positions " + interleaved, new ForeignModel(23).input("x", 2, 5, 12)
                .input("p", new TensorType(DType.I64, Shape.of(2, 5))).weights("c", 7, 2).weights("s", 7, 2)
                .node("RotaryEmbedding", "x c s p", "y", order, i("num_heads", 3)).output("y"));
        }
    }

    private static ForeignModel positioned(ForeignModel model) {
        return model.weights("c", 7, 2).weights("s", 7, 2).tensor("p", longs(List.of(2, 5), 0, 1, 2, 3, 4, 2, 3, 4, 5, 6));
    }

    private static ForeignModel halves() {
        TensorType type = new TensorType(DType.F16, Shape.of(2, 4, 6, 8));
        return new ForeignModel(23).input("q", type).input("k", type).input("v", type).within(5e-3f);
    }

    /** As ONNX Runtime's optimiser writes them; it runs Attention only with its bias and with a place for every further input. */
    private static void fused(ImportCases cases) {
        cases.add("com.microsoft Attention", projecting("x w b _ _ _ _", i("num_heads", 2)));
        cases.add("com.microsoft Attention backwards only", projecting("x w b _ _ _ _", i("num_heads", 2), i("unidirectional", 1)));
        cases.add("com.microsoft Attention of parts", projecting("x w b _ _ a _", i("num_heads", 2), is("qkv_hidden_sizes", 6, 6, 12),
            f("scale", 0.3f)));
        cases.add("com.microsoft Attention with padding", projecting("x w b m _ _ _", i("num_heads", 2), f("mask_filter_value", -3)));
        cases.add("com.microsoft MultiHeadAttention", projected("q k v"));
        cases.add("com.microsoft MultiHeadAttention with everything", projected("q k v b m a", f("scale", 0.3f)));
    }

    private static ForeignModel projecting(String inputs, AttributeProto... attributes) {
        return new ForeignModel(17).input("x", 2, 3, 8).weights("w", 8, 24).weights("b", 24).weights("a", 1, 2, 3, 3)
            .tensor("m", ints(DType.I32, List.of(2, 3), 1, 1, 0, 1, 0, 0)).node("Attention", inputs, "y", attributes)
            .domain("com.microsoft").output("y");
    }

    private static ForeignModel projected(String inputs, AttributeProto... attributes) {
        return new ForeignModel(17).input("q", 2, 3, 8).input("k", 2, 4, 8).input("v", 2, 4, 6).weights("b", 22).weights("a", 2, 1, 3, 4)
            .tensor("m", ints(DType.I32, List.of(2, 4), 1, 1, 0, 1, 1, 0, 0, 1))
            .node("MultiHeadAttention", inputs, "y", Stream.concat(Stream.of(i("num_heads", 2)), Arrays.stream(attributes))
                .toArray(AttributeProto[]::new)).domain("com.microsoft").output("y");
    }

    /** The first key is shown to all. */
    private static ForeignModel hiding(ForeignModel model) {
        return model.tensor("m", ints(DType.BOOL, List.of(3, 6), 1, 0, 1, 1, 0, 1, 1, 1, 0, 0, 1, 1, 1, 0, 1, 0, 1, 0));
    }
}
