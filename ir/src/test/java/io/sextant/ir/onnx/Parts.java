package io.sextant.ir.onnx;

import static io.sextant.ir.onnx.ImportCases.i;
import static io.sextant.ir.onnx.ImportCases.is;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.List;

/** The parts of encoders, spelled out as exporters do before ONNX had operators for them; one after the other. */
final class Parts {
    private static final int HEADS = 2;

    private final ForeignModel model;
    private final String prefix;
    private String last;
    private int count;
    private int width;

    Parts(ForeignModel model, String input) {
        this.model = model;
        this.prefix = input;
        this.last = input;
    }

    String last() {
        return last;
    }

    Parts from(String name) {
        last = name;
        return this;
    }

    private String name(String kind) {
        return prefix + "/" + kind + "_" + count++;
    }

    String then(String operator, String inputs, AttributeProto... attributes) {
        last = name(operator);
        model.node(operator, inputs, last, attributes);
        return last;
    }

    private String scalar(float value) {
        String name = name("scalar");
        model.scalar(name, value);
        return name;
    }

    Parts layerNorm(int channels) {
        String x = last;
        width = channels;
        String centred = then("Sub", x + " " + then("ReduceMean", x, is("axes", -1)));
        String variance = then("ReduceMean", then("Pow", centred + " " + scalar(2)), is("axes", -1));
        String deviation = then("Sqrt", then("Add", variance + " " + scalar(1e-5f)));
        String normal = then("Div", centred + " " + deviation);
        String scale = name("scale");
        String shift = name("shift");
        model.weights(scale, channels).weights(shift, channels);
        then("Add", then("Mul", normal + " " + scale) + " " + shift);
        return this;
    }

    Parts dense(int outputs) {
        String w = name("w");
        String b = name("b");
        model.weights(w, width, outputs).weights(b, outputs);
        then("Add", b + " " + then("MatMul", last + " " + w));
        width = outputs;
        return this;
    }

    Parts gelu() {
        String x = last;
        String gate = then("Add", then("Erf", then("Div", x + " " + scalar(1.4142135f))) + " " + scalar(1));
        then("Mul", then("Mul", x + " " + gate) + " " + scalar(0.5f));
        return this;
    }

    Parts plus(String other) {
        then("Add", last + " " + other);
        return this;
    }

    /** Extent {@code axis} of {@code name} as a list of one. */
    private String extent(String name, int axis) {
        String index = name("index");
        String zero = name("axes");
        model.tensor(index, ImportCases.longs(List.of(), axis)).integers(zero, 0);
        return then("Unsqueeze", then("Gather", then("Shape", name) + " " + index) + " " + zero);
    }

    /** Several heads; shapes are computed from that of the input. {@code mask} is added to the scores if not empty. */
    Parts attention(int channels, String mask) {
        String x = last;
        width = channels;
        String heads = name("heads");
        String size = name("size");
        String all = name("all");
        model.integers(heads, HEADS).integers(size, channels / HEADS).integers(all, channels);
        String tokens = extent(x, 1);
        String batch = extent(x, 0);
        String split = then("Concat", String.join(" ", batch, tokens, heads, size), i("axis", 0));
        String q = head(x, split, 0, 2, 1, 3);
        String k = head(x, split, 0, 2, 3, 1);
        String v = head(x, split, 0, 2, 1, 3);
        String scores = then("Div", then("MatMul", q + " " + k) + " " + scalar((float) Math.sqrt((double) channels / HEADS)));
        String masked = mask.isEmpty() ? scores : then("Add", scores + " " + mask);
        String mixed = then("MatMul", then("Softmax", masked, i("axis", -1)) + " " + v);
        String joined = then("Transpose", mixed, is("perm", 0, 2, 1, 3));
        String shape = then("Concat", String.join(" ", batch, tokens, all), i("axis", 0));
        then("Reshape", joined + " " + shape);
        return dense(channels);
    }

    private String head(String x, String split, Integer... permutation) {
        last = x;
        dense(width);
        return then("Transpose", then("Reshape", last + " " + split), is("perm", permutation));
    }

    /** An encoder's layer, normalised before its two halves, or after as in BERT. */
    Parts layer(int channels, String mask, boolean before) {
        String x = last;
        if (before) {
            layerNorm(channels).attention(channels, mask).plus(x);
            String middle = last;
            return layerNorm(channels).dense(2 * channels).gelu().dense(channels).plus(middle);
        }
        attention(channels, mask).plus(x).layerNorm(channels);
        String middle = last;
        return dense(2 * channels).gelu().dense(channels).plus(middle).layerNorm(channels);
    }
}
