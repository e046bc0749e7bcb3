package io.sextant.ir.onnx;

import static io.sextant.ir.onnx.ImportCases.floats;
import static io.sextant.ir.onnx.ImportCases.i;
import static io.sextant.ir.onnx.ImportCases.is;
import static io.sextant.ir.onnx.ImportCases.longs;
import static io.sextant.ir.onnx.ImportCases.s;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;

/** Encoders and recurrent classifiers in little, as exporters write them. */
final class SequenceModels {
    private static final TensorType TOKENS = new TensorType(DType.I64, Shape.of(1, 6));

    private SequenceModels() {
    }

    static void addTo(ImportCases cases) {
        cases.add("ViT", visionTransformer());
        cases.add("BERT", bert());
        cases.add("GRU classifier", gru());
        cases.add("LSTM classifier", lstm());
        cases.add("Temporal convolution", temporal());
    }

    /** Patches, a class token expanded to the batch, positions, one layer, the first token's logits. */
    private static ForeignModel visionTransformer() {
        ForeignModel model = new ForeignModel(17).input("image", 1, 3, 8, 8).symbol(0, "batch").weights("patch", 8, 3, 4, 4)
            .weights("bias", 8)
            .weights("class", 1, 1, 8).weights("positions", 1, 5, 8).tensor("first", longs(List.of(), 0)).integers("one", 1)
            .integers("axis0", 0).tensor("zero", longs(List.of(), 0)).integers("minus", -1).integers("space", 8, -1);
        model.node("Conv", "image patch bias", "p", is("strides", 4, 4), is("kernel_shape", 4, 4)).node("Shape", "p", "ps")
            .integers("from", 0).integers("to", 2).node("Slice", "ps from to axis0", "front").node("Concat", "front minus", "flat",
                i("axis", 0))
            .node("Reshape", "p flat", "r").node("Transpose", "r", "t", is("perm", 0, 2, 1)).node("Shape", "t", "ts")
            .node("Gather", "ts zero", "n", i("axis", 0)).node("Unsqueeze", "n axis0", "n1").node("Concat", "n1 minus minus", "target",
                i("axis", 0))
            .integers("three", 3).node("ConstantOfShape", "three", "ones", one())
            .tensor("negative", longs(List.of(), -1)).node("Mul", "ones negative", "keep").node("Equal", "target keep", "asked")
            .node("Where", "asked ones target", "size").node("Expand", "class size", "c").node("Concat", "c t", "tokens", i("axis", 1))
            .node("Add", "tokens positions", "x");
        Parts parts = new Parts(model, "x").layer(8, "", true).layerNorm(8);
        parts.then("Gather", parts.last() + " first", i("axis", 1));
        parts.dense(5);
        return model.output(parts.last());
    }

    private static AttributeProto one() {
        return AttributeProto.newBuilder().setName("value")
            .setType(AttributeProto.AttributeType.TENSOR).setT(TensorWriter.tensor("", longs(List.of(1), 1))).build();
    }

    /** Words, positions and segments embedded, an additive mask made of the attention mask, pooled by a dense layer with tanh. */
    private static ForeignModel bert() {
        ForeignModel model = new ForeignModel(13).input("ids", TOKENS).symbol(0, "batch").input("mask", TOKENS).symbol(0, "batch")
            .fed("mask", longs(List.of(1, 6), 1, 1, 1, 1, 0, 0)).fed("ids", longs(List.of(1, 6), 3, 1, 8, 2, 0, 0))
            .weights("words", 10, 8).weights("positions", 12, 8).weights("segments", 2, 8).tensor("all", longs(List.of(1, 12), 0, 1, 2,
                3, 4, 5, 6,
                7, 8, 9, 10, 11)).tensor("one", longs(List.of(), 1)).integers("axis0", 0).integers("axis1", 1).integers("axis2", 2)
            .integers("zero", 0).scalar("unit", 1).scalar("low", -10000).tensor("first", longs(List.of(), 0));
        model.node("Unsqueeze", "mask axis1", "m1").node("Unsqueeze", "m1 axis2", "m2").node("Cast", "m2", "mf", i("to", 1))
            .node("Sub", "unit mf", "hidden").node("Mul", "hidden low", "added")
            .node("Shape", "ids", "s").node("Gather", "s one", "n", i("axis", 0)).node("Unsqueeze", "n axis0", "n1")
            .node("Slice", "all zero n1 axis1", "at").node("Gather", "positions at", "p").node("Gather", "words ids", "w")
            .node("ConstantOfShape", "s", "segment", zero()).node("Gather", "segments segment", "g").node("Add", "w g", "wg")
            .node("Add", "wg p", "x");
        Parts parts = new Parts(model, "x").layerNorm(8).layer(8, "added", false).layer(8, "added", false);
        parts.then("Gather", parts.last() + " first", i("axis", 1));
        parts.dense(8).then("Tanh", parts.last());
        parts.dense(3);
        return model.output(parts.last());
    }

    private static AttributeProto zero() {
        return AttributeProto.newBuilder().setName("value")
            .setType(AttributeProto.AttributeType.TENSOR).setT(TensorWriter.tensor("", longs(List.of(1), 0))).build();
    }

    /** Batch first outside, two directions, states of zeros made from the shape, the last state classified. */
    private static ForeignModel gru() {
        ForeignModel model = new ForeignModel(17).input("x", 1, 7, 3).symbol(0, "batch").weights("w", 2, 12, 3).weights("r", 2, 12, 4)
            .weights("b", 2, 24)
            .tensor("zero", longs(List.of(), 0)).integers("axis0", 0).integers("two", 2).integers("four", 4);
        model.node("Shape", "x", "s").node("Gather", "s zero", "n").node("Unsqueeze", "n axis0", "n1").node("Concat", "two n1 four",
            "hs", i("axis", 0))
            .tensor("none", floats(List.of(), 0)).node("Expand", "none hs", "h").node("Transpose", "x", "t", is("perm", 1, 0, 2))
            .node("GRU", "t w r b _ h", "states last", i("hidden_size", 4), i("linear_before_reset", 1), s("direction", "bidirectional"))
            .node("Transpose", "last", "l", is("perm", 1, 0, 2)).integers("flat", 0, -1).node("Reshape", "l flat", "f")
            .weights("fc", 5, 8).weights("fb", 5).node("Gemm", "f fc fb", "logits", i("transB", 1));
        return model.output("logits");
    }

    private static ForeignModel lstm() {
        ForeignModel model = new ForeignModel(14).input("x", 1, 7, 3).weights("w", 1, 16, 3).weights("r", 1, 16, 4).weights("b", 1, 32)
            .weights("w2", 1, 16, 4).weights("r2", 1, 16, 4).integers("axis1", 1).integers("axis0", 0).tensor("end", longs(List.of(), -1));
        model.node("Transpose", "x", "t", is("perm", 1, 0, 2)).node("LSTM", "t w r b", "y1", i("hidden_size", 4)).node("Squeeze",
            "y1 axis1", "z1")
            .node("LSTM", "z1 w2 r2", "y2 h2 c2", i("hidden_size", 4)).node("Squeeze", "y2 axis1", "z2")
            .node("Transpose", "z2", "o", is("perm", 1, 0, 2)).node("Gather", "o end", "l", i("axis", 1)).weights("fc", 4, 5)
            .node("MatMul", "l fc", "logits").node("LogSoftmax", "logits", "p", i("axis", -1)).node("Squeeze", "c2 axis0", "c");
        return model.output("p", "c");
    }

    /** One-dimensional convolutions of a time series. */
    private static ForeignModel temporal() {
        return new ForeignModel(12).input("x", 1, 2, 20).weights("w", 6, 2, 5).weights("b", 6).weights("d", 6, 1, 3).weights("p", 4, 6, 1)
            .node("Conv", "x w b", "c", is("strides", 2), is("pads", 2, 2)).node("LeakyRelu", "c", "a")
            .node("Conv", "a d", "e", i("group", 6), is("dilations", 2), is("pads", 2, 2)).node("Conv", "e p", "f").node("Elu", "f", "g")
            .node("GlobalMaxPool", "g", "h").node("Flatten", "h", "logits").output("logits");
    }
}
