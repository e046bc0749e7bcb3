package io.sextant.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.onnx.OnnxImport;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tflite.read.TfliteImport;
import io.sextant.ir.tflite.schema.TfliteModelBuilder;
import io.sextant.ir.type.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.Conv2DOptionsT;
import org.tensorflow.lite.schema.Padding;

/** TFLite files where models are read. */
class TfliteFileTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        TfliteModelBuilder model = new TfliteModelBuilder("small");
        int image = model.input("image", TensorType.f32(1, 6, 6, 3));
        int filter = model.constant("filter", Tensor.random(TensorType.f32(4, 3, 3, 3), 1, 1));
        int bias = model.constant("bias", Tensor.random(TensorType.f32(4), 2, 1));
        int features = model.tensor("features", TensorType.f32(1, 3, 3, 4));
        int positive = model.tensor("positive", TensorType.f32(1, 3, 3, 4));
        Conv2DOptionsT options = new Conv2DOptionsT();
        options.setPadding(Padding.SAME);
        options.setStrideH(2);
        options.setStrideW(2);
        model.operator(BuiltinOperator.CONV_2D, BuiltinOptions.Conv2DOptions, options, new int[] {image, filter, bias}, features);
        model.operator(BuiltinOperator.RELU, BuiltinOptions.NONE, null, new int[] {features}, positive).output(positive);
        Files.write(folder.resolve("model.tflite"), model.build());
        Files.write(folder.resolve("half.tflite"), Arrays.copyOf(model.build(), 200));
    }

    private InProcess run(String line) {
        return InProcess.run(line, folder);
    }

    @Test
    void becomesOnnxThatComputesTheSame() {
        InProcess run = run("compile @/model.tflite --emit onnx --out @/model.onnx");
        assertEquals(0, run.exitCode(), run::toString);
        List<Tensor> input = List.of(Tensor.random(TensorType.f32(1, 6, 6, 3), 3, 1));
        Graph read = TfliteImport.read(folder.resolve("model.tflite"));
        assertArrayEquals(Interpreter.run(read, input).get(0).floats(),
            Interpreter.run(OnnxImport.read(folder.resolve("model.onnx")), input).get(0).floats(), 1e-5f);
    }

    @Test
    void isPrintedAsText() {
        InProcess run = run("compile @/model.tflite --emit ir");
        assertEquals(0, run.exitCode(), run::toString);
        assertTrue(run.out().startsWith("graph \"small\""), run::toString);
    }

    @Test
    void isShown() {
        InProcess run = run("show @/model.tflite");
        assertEquals(0, run.exitCode(), run::toString);
        assertTrue(run.out().contains("f32[1x6x6x3]"), run::toString);
    }

    @Test
    void hasNoOpenExtents() {
        InProcess run = run("show @/model.tflite --batch 2");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("is a TFLite file, in which every extent is fixed"), run::toString);
    }

    @Test
    void isRefusedInOneMessageWhereBroken() {
        InProcess run = run("show @/half.tflite");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("half.tflite: "), run::toString);
        assertEquals(1, run.err().strip().lines().count(), run::toString);
    }
}
