package io.sextant.codegen.onnxruntime;

import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.onnx.OnnxExport;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.TensorType;
import java.nio.file.Path;

/** A model of one operator on four numbers: all that it costs is the call. */
final class SmallModel {
    private SmallModel() {
    }

    static void write(Path file) {
        GraphBuilder builder = new GraphBuilder("relu");
        Value input = builder.input("x", TensorType.f32(1, 4));
        OnnxExport.write(builder.output("y", builder.add(new Unary(input, Unary.Kind.RELU))).build(), file);
    }
}
