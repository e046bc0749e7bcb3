package io.sextant.ir.onnx;

import static io.sextant.ir.onnx.ImportCases.f;
import static io.sextant.ir.onnx.ImportCases.i;
import static io.sextant.ir.onnx.ImportCases.ints;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.sextant.ir.type.DType;
import java.util.List;

/** Attention as one node. */
final class AttentionCases {
    private AttentionCases() {
    }

    static void addTo(ImportCases cases) {
        plain(cases);
        masks(cases);
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

    /** The first key is shown to all. */
    private static ForeignModel hiding(ForeignModel model) {
        return model.tensor("m", ints(DType.BOOL, List.of(3, 6), 1, 0, 1, 1, 0, 1, 1, 1, 0, 0, 1, 1, 1, 0, 1, 0, 1, 0));
    }
}
