package io.sextant.ir.tflite.write;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.text.GraphText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.Conv2DOptionsT;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.ModelT;
import org.tensorflow.lite.schema.OperatorCodeT;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorT;

/** What files are made of; that TFLite computes the same with them is tested where TFLite is. */
class TfliteExportTest {
    private static final Pattern ZEROS = Pattern.compile("\\[([0-9x]+)](<[^>]*>)? = zeros");

    /** A graph in text form, where {@code zeros} stands for the list of a constant's elements. */
    private static Graph graph(String text) {
        return GraphText.parse(ZEROS.matcher(text).replaceAll(found -> {
            int elements = Stream.of(found.group(1).split("x")).mapToInt(Integer::parseInt).reduce(1, (a, b) -> a * b);
            return found.group().replace("zeros", Collections.nCopies(elements, 0).toString());
        }));
    }

    private static ModelT model(String text) {
        return ModelT.deserializeFromBinary(TfliteExport.bytes(graph(text)));
    }

    /** Operators with their versions, e.g. {@code CONV_2D/3}. */
    private static List<String> operators(ModelT model) {
        List<String> operators = new ArrayList<>();
        for (OperatorT operator : model.getSubgraphs()[0].getOperators()) {
            OperatorCodeT code = model.getOperatorCodes()[(int) operator.getOpcodeIndex()];
            operators.add(BuiltinOperator.names[code.getBuiltinCode()] + "/" + code.getVersion());
        }
        return operators;
    }

    private static TensorT tensor(ModelT model, String name) {
        for (TensorT tensor : model.getSubgraphs()[0].getTensors()) {
            if (tensor.getName().equals(name)) {
                return tensor;
            }
        }
        throw new AssertionError("no tensor " + name);
    }

    private static final String CONVOLUTION = """
        graph "g" {
          input %0: i8[1x4x4x2]<0.5:-3> "image"
          const %1: i8[3x3x2x3]<0.5:0,0.25:0,0.125:0@3> = zeros
          %2: i8[1x4x4x3]<0.25:-128> = quantized convolution(%0, %1, _) strides=[1,1] padBefore=[1,1] padAfter=[1,1] dilations=[1,1] groups=1 dtype=i8 result=0.25:-128 low=-128 high=-104 rounding=tflite
          output %2 "out"
        }
        """;

    @Test
    void writesConvolutions() {
        ModelT model = model(CONVOLUTION);
        assertEquals(List.of("CONV_2D/3"), operators(model));
        Conv2DOptionsT options = model.getSubgraphs()[0].getOperators()[0].getBuiltinOptions().asConv2DOptions();
        assertEquals(0, options.getPadding(), "SAME");
        assertEquals(3, options.getFusedActivationFunction(), "RELU6");
        TensorT filter = tensor(model, "%1/ohwi");
        assertArrayEquals(new int[] {3, 3, 3, 2}, filter.getShape());
        assertEquals(0, filter.getQuantization().getQuantizedDimension());
        assertArrayEquals(new float[] {0.5f, 0.25f, 0.125f}, filter.getQuantization().getScale());
        TensorT bias = model.getSubgraphs()[0].getTensors()[model.getSubgraphs()[0].getOperators()[0].getInputs()[2]];
        assertArrayEquals(new float[] {0.25f, 0.125f, 0.0625f}, bias.getQuantization().getScale());
        assertArrayEquals(new long[] {-3}, tensor(model, "image").getQuantization().getZeroPoint());
    }

    @Test
    void isAFileThatRuntimesAccept() {
        byte[] bytes = TfliteExport.bytes(graph(CONVOLUTION));
        assertEquals("TFL3", new String(bytes, 4, 4, StandardCharsets.US_ASCII));
        ModelT model = ModelT.deserializeFromBinary(bytes);
        assertEquals(3, model.getVersion());
        assertEquals(0, model.getBuffers()[0].getData() == null ? 0 : model.getBuffers()[0].getData().length);
        assertEquals("min_runtime_version", model.getMetadata()[0].getName());
        int[] version = model.getBuffers()[(int) model.getMetadata()[0].getBuffer()].getData();
        assertEquals(16, version.length);
        assertEquals("1.14.0", new String(version, 0, 16).strip().replace("\0", ""));
        assertEquals("image", model.getSignatureDefs()[0].getInputs()[0].getName());
        assertEquals("out", model.getSignatureDefs()[0].getOutputs()[0].getName());
        assertArrayEquals(bytes, TfliteExport.bytes(graph(CONVOLUTION)), "the same bytes for the same graph");
    }

    @Test
    void buffersBeginAtMultiplesOfSixteen() {
        ByteBuffer file = ByteBuffer.wrap(TfliteExport.bytes(graph(CONVOLUTION)));
        Model model = Model.getRootAsModel(file);
        for (int i = 1; i < model.buffersLength(); i++) {
            int start = model.buffers(i).dataAsByteBuffer().position();
            assertEquals(0, start % 16, "buffer " + i);
        }
    }

    @Test
    void oneDimensionIsLiftedOnceAtEachBorder() {
        ModelT model = model("""
            graph "g" {
              input %0: i8[1x9x2]<0.5:0> "signal"
              const %1: i8[3x2x2]<0.5:0> = zeros
              const %2: i8[3x1x2]<0.5:0> = zeros
              %3: i8[1x9x2]<0.5:0> = quantized convolution(%0, %1, _) strides=[1] padBefore=[1] padAfter=[1] dilations=[1] groups=1 dtype=i8 result=0.5:0 low=0 high=127 rounding=tflite
              %4: i8[1x9x2]<0.5:0> = quantized convolution(%3, %2, _) strides=[1] padBefore=[1] padAfter=[1] dilations=[1] groups=2 dtype=i8 result=0.5:0 low=-128 high=127 rounding=tflite
              %5: i8[1x9x2]<0.25:0> = quantized binary(%4, %3) kind=add dtype=i8 result=0.25:0 low=-128 high=127 rounding=tflite
              output %5 "out"
            }
            """);
        assertEquals(List.of("RESHAPE/1", "CONV_2D/3", "DEPTHWISE_CONV_2D/3", "ADD/2", "RESHAPE/1"), operators(model));
        assertArrayEquals(new int[] {1, 1, 9, 2}, tensor(model, "%4/lifted").getShape());
        assertArrayEquals(new int[] {1, 9, 2}, tensor(model, "out").getShape());
    }

    @Test
    void bordersThatTfliteHasNotAreOperatorsOfTheirOwn() {
        ModelT model = model(CONVOLUTION.replace("padBefore=[1,1] padAfter=[1,1]", "padBefore=[2,0] padAfter=[0,2]").replace("strides=[1,1]",
            "strides=[1,1]"));
        assertEquals(List.of("PAD/2", "CONV_2D/3"), operators(model));
        assertArrayEquals(new int[] {1, 6, 6, 2}, tensor(model, "%2/padded").getShape());
    }

    /** 0.0015 / 0.001 is below 1.5, and 1.5 in f32. */
    @Test
    void aBorderHasTheIntegerThatTheInterpreterGivesIt() {
        String text = """
            graph "g" {
              input %0: i8[1]<0.001:0> "x"
              %1: i8[2]<0.001:0> = quantized pad(%0) before=[0] after=[1] value=0.0015 dtype=i8 result=0.001:0 low=-128 high=127 rounding=tflite
              output %1 "out"
            }
            """;
        ModelT model = model(text);
        int fill = model.getSubgraphs()[0].getOperators()[0].getInputs()[2];
        int buffer = (int) model.getSubgraphs()[0].getTensors()[fill].getBuffer();
        Tensor input = Tensor.zeros(graph(text).inputs().get(0).value().type());
        assertEquals(Interpreter.run(graph(text), List.of(input)).get(0).ints()[1], model.getBuffers()[buffer].getData()[0]);
    }

    @Test
    void boundsThatNoActivationGivesAreOperatorsOfTheirOwn() {
        ModelT model = model(CONVOLUTION.replace("low=-128 high=-104", "low=-100 high=100"));
        assertEquals(List.of("CONV_2D/3", "MAXIMUM/2", "MINIMUM/2"), operators(model));
    }

    @Test
    void activationsOfRealNumbersAreFused() {
        ModelT model = model("""
            graph "g" {
              input %0: f32[2x3] "x"
              const %1: f32[3x4] = zeros
              %2: f32[2x4] = dense(%0, %1, _)
              %3: f32[2x4] = unary(%2) kind=relu
              %4: f32[2x4] = binary(%3, %3) kind=add
              %5: f32[2x4] = clamp(%4) low=-1 high=1
              output %4 "sum"
              output %5 "out"
            }
            """);
        assertEquals(List.of("FULLY_CONNECTED/1", "ADD/1", "RELU_N1_TO_1/1"), operators(model), "the sum is an output, and stays");
        SubGraphT graph = model.getSubgraphs()[0];
        assertEquals(1, graph.getOperators()[0].getBuiltinOptions().asFullyConnectedOptions().getFusedActivationFunction());
        assertArrayEquals(new int[] {4, 3}, tensor(model, "%1/rows").getShape());
    }

    @Test
    void outputsThatNothingMakesAreCopies() {
        ModelT model = model("""
            graph "g" {
              input %0: f32[2x3] "x"
              const %1: f32[2] = zeros
              %2: f32[2x3] = unary(%0) kind=tanh
              output %0 "same"
              output %1 "constant"
              output %2 "first"
              output %2 "second"
            }
            """);
        assertEquals(List.of("TANH/1", "RESHAPE/1", "RESHAPE/1", "RESHAPE/1"), operators(model));
        SubGraphT graph = model.getSubgraphs()[0];
        assertEquals(List.of("same", "constant", "first", "second"),
            IntStream.of(graph.getOutputs()).mapToObj(output -> graph.getTensors()[output].getName()).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "rounding=tflite | rounding=qdq | cannot write convolution %2 as TFLite: its rounding is qdq, and TFLite's is tflite",
        "i8[3x3x2x3]<0.5:0,0.25:0,0.125:0@3> | i8[3x3x2x3]<0.5:1> | cannot write convolution %2 as TFLite: zero points of weights are 0 in "
            + "TFLite, got those of %1"})
    void refusesWhatTfliteComputesOtherwise(String from, String to, String message) {
        Graph graph = graph(CONVOLUTION.replace(from, to));
        assertEquals(message, assertThrows(InvalidInput.class, () -> TfliteExport.bytes(graph)).getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "f32[1x4x3] | layer_norm(%0, %1, %1) epsilon=0.001 | cannot write layer_norm %2 as TFLite: no operator of TFLite is written for it",
        "f32[1x4x3] | elu(%0) alpha=0.5 | cannot write elu %2 as TFLite: alpha is 1 in TFLite's ELU, got 0.5",
        "f32[1x4x3] | unary(%0) kind=erf | cannot write unary %2 as TFLite: TFLite has no erf",
        "f32[1x4x3] | pool(%0) kind=average kernel=[3] strides=[1] padBefore=[2] padAfter=[0] countPadding=false | averages that leave out the "
            + "border have that of TFLite's SAME or VALID"})
    void refusesWhatTfliteHasNot(String type, String operator, String message) {
        Graph graph = graph("graph \"g\" {\n  input %0: " + type + " \"x\"\n  const %1: f32[3] = zeros\n  %2: " + type + " = " + operator
            + "\n  output %2 \"y\"\n}\n");
        String said = assertThrows(InvalidInput.class, () -> TfliteExport.bytes(graph)).getMessage();
        assertTrue(said.contains(message), said);
    }
}
