package io.sextant.tests.tflite;

import static io.sextant.tests.tflite.ElementwiseModels.with;
import static io.sextant.tests.tflite.QuantisedModels.i8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.flatbuffers.FlatBufferBuilder;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Port;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tflite.read.TfliteImport;
import io.sextant.ir.tflite.schema.TfliteModelBuilder;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.AddOptionsT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.ConcatenationOptionsT;
import org.tensorflow.lite.schema.FullyConnectedOptionsT;
import org.tensorflow.lite.schema.MirrorPadMode;
import org.tensorflow.lite.schema.MirrorPadOptionsT;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.ModelT;
import org.tensorflow.lite.schema.Operator;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.SubGraphT;

/** What is refused, where, and why. */
class RefusalTest {
    private static final TensorType PAIR = TensorType.f32(1, 2);

    private static void assertRefused(byte[] file, String... parts) {
        InvalidInput refused = assertThrows(InvalidInput.class, () -> TfliteImport.parse(file, "m.tflite"));
        assertTrue(refused.getMessage().startsWith("m.tflite: "), refused::getMessage);
        for (String part : parts) {
            assertTrue(refused.getMessage().contains(part), refused::getMessage);
        }
    }

    @Test
    void operatorsThatAreNotSupportedAreListedTogether() {
        TfliteModelBuilder model = new TfliteModelBuilder("m");
        int input = model.input("x", PAIR);
        int between = model.tensor("y", PAIR);
        int result = model.tensor("z", PAIR);
        model.operator(BuiltinOperator.CUMSUM, BuiltinOptions.NONE, null, new int[] {input}, between);
        model.operator(BuiltinOperator.CUSTOM, BuiltinOptions.NONE, null, new int[] {between}, result).output(result);
        assertRefused(model.build(), "2 operators are not supported: operator 0 CUMSUM, operator 1 CUSTOM ''; supported are ABS, ADD, ");
    }

    @Test
    void aTensorIsMadeBeforeItIsUsed() {
        TfliteModelBuilder model = new TfliteModelBuilder("m");
        int input = model.input("x", PAIR);
        int later = model.tensor("later", PAIR);
        int result = model.tensor("z", PAIR);
        model.operator(BuiltinOperator.ADD, BuiltinOptions.AddOptions, new AddOptionsT(), new int[] {input, later}, result);
        model.operator(BuiltinOperator.RELU, BuiltinOptions.NONE, null, new int[] {input}, later).output(result);
        assertRefused(model.build(), "operator 0 ADD: tensor 1 'later' is used before an operator makes it");
    }

    @Test
    void aTensorIsMadeOnce() {
        TfliteModelBuilder model = new TfliteModelBuilder("m");
        int input = model.input("x", PAIR);
        int result = model.tensor("z", PAIR);
        model.operator(BuiltinOperator.RELU, BuiltinOptions.NONE, null, new int[] {input}, result);
        model.operator(BuiltinOperator.RELU, BuiltinOptions.NONE, null, new int[] {result}, input).output(result);
        assertRefused(model.build(), "operator 1 RELU: tensor 0 'x' is there already");
    }

    @Test
    void aShapeIsWhatTheFileSays() {
        assertRefused(OperatorModel.of(BuiltinOperator.RELU).input(1, 4).output(1, 5).build(),
            "operator 0 RELU: tensor 1 'output0' comes out as f32[1x4], the file says f32[1x5]");
    }

    @Test
    void aBufferHoldsItsTensor() {
        byte[] file = OperatorModel.of(BuiltinOperator.MAXIMUM).input(1, 4).weights(1, 4).output(1, 4).build();
        ModelT model = ModelT.deserializeFromBinary(file);
        model.getSubgraphs()[0].getTensors()[1].setShape(new int[] {1, 1 << 30});
        assertRefused(model.serializeToBinary(),
            "operator 0 MAXIMUM: tensor 1 'constant1': f32[1x1073741824] takes 4294967296 bytes, its buffer has 16");
    }

    @Test
    void thereIsOneSubgraph() {
        ModelT model = ModelT.deserializeFromBinary(OperatorModel.of(BuiltinOperator.RELU).input(1, 4).output(1, 4).build());
        model.setSubgraphs(new SubGraphT[] {model.getSubgraphs()[0], model.getSubgraphs()[0]});
        assertRefused(model.serializeToBinary(), "one subgraph is read, the file has 2");
    }

    @Test
    void tensorsAreThoseOfTheModel() {
        ModelT model = ModelT.deserializeFromBinary(OperatorModel.of(BuiltinOperator.RELU).input(1, 4).output(1, 4).build());
        model.getSubgraphs()[0].getOperators()[0].setInputs(new int[] {7});
        assertRefused(model.serializeToBinary(), "operator 0: there is no tensor 7, the model has 2");
    }

    @Test
    void quantisedAndRealTensorsDoNotMeet() {
        assertRefused(OperatorModel.of("", BuiltinOperator.ADD, BuiltinOptions.AddOptions, new AddOptionsT()).input(i8(0.1f, 0, 1, 4))
            .input(1, 4).output(1, 4).build(), "operator 0 ADD: quantised and real tensors together are not supported");
    }

    @Test
    void whatHasNoFormOnIntegersIsNamed() {
        assertRefused(OperatorModel.of(BuiltinOperator.SQUARED_DIFFERENCE).input(i8(0.1f, 0, 1, 4)).input(i8(0.1f, 0, 1, 4))
            .output(i8(0.1f, 0, 1, 4)).build(), "operator 0 SQUARED_DIFFERENCE: is not supported on quantised tensors");
        assertRefused(OperatorModel.of("", BuiltinOperator.ADD, BuiltinOptions.AddOptions, with(new AddOptionsT(),
            options -> options.setFusedActivationFunction(ActivationFunctionType.TANH))).input(i8(0.1f, 0, 1, 4))
            .input(i8(0.1f, 0, 1, 4)).output(i8(0.1f, 0, 1, 4)).build(), "fused activation TANH is not supported on quantised tensors");
    }

    @Test
    void scalesThatTfliteDemandsAreDemanded() {
        assertRefused(OperatorModel.of(BuiltinOperator.LOGISTIC).input(i8(0.1f, 0, 1, 4)).output(i8(0.1f, 0, 1, 4)).build(),
            "operator 0 LOGISTIC: its result has the quantisation 0.00390625:-128, got 0.1:0");
    }

    @Test
    void whatIsJoinedIsQuantisedAlike() {
        assertRefused(OperatorModel.of("", BuiltinOperator.CONCATENATION, BuiltinOptions.ConcatenationOptions, with(
            new ConcatenationOptionsT(), options -> options.setAxis(1))).input(i8(0.1f, 0, 1, 4)).input(i8(0.2f, 0, 1, 4))
            .output(i8(0.1f, 0, 1, 8)).build(),
            "operator 0 CONCATENATION: joined tensors are quantised as the result is, i8[1x8]<0.1:0>, got i8[1x4]<0.2:0>");
    }

    @Test
    void weightsHaveNoZeroPoint() {
        TensorType weights = new TensorType(DType.I8, Shape.of(3, 4)).quantised(Quantisation.perTensor(0.5f, 2));
        assertRefused(OperatorModel.of("", BuiltinOperator.FULLY_CONNECTED, BuiltinOptions.FullyConnectedOptions,
            new FullyConnectedOptionsT()).input(i8(0.1f, 0, 1, 4)).constant(Tensor.zeros(weights)).omitted().output(i8(0.1f, 0, 1, 3)).build(),
            "operator 0 FULLY_CONNECTED: weights of a quantised product are i8 with zero points 0", "got i8[3x4]<0.5:2>");
    }

    /** A few bytes that name a billion elements, or that are named a million times. */
    @Test
    void aSmallFileCannotAskForMuch() {
        MirrorPadOptionsT symmetric = new MirrorPadOptionsT();
        symmetric.setMode(MirrorPadMode.SYMMETRIC);
        int many = 1 << 29;
        assertRefused(OperatorModel.of("", BuiltinOperator.MIRROR_PAD, BuiltinOptions.MirrorPadOptions, symmetric).input(1, many)
            .pairs(0, 0, many, many).output(1, 3 * many).build(), "operator 0 MIRROR_PAD: ");
        ModelT model = ModelT.deserializeFromBinary(OperatorModel.of(BuiltinOperator.RELU).input(1, 4).output(1, 4).build());
        assertRefused(sharing(model, 4000, 200_000), "its lists have more entries than the file has bytes");
    }

    @Test
    void sharedScalesAreNotLookedAtWithoutEnd() {
        int channels = 4000;
        TfliteModelBuilder model = new TfliteModelBuilder("m");
        int input = model.input("x", i8(0.1f, 0, 1, 1));
        Quantisation scheme = Quantisation.perAxis(Collections.nCopies(channels, 0.5f), 0);
        int weights = model.constant("w", Tensor.zeros(new TensorType(DType.I8, Shape.of(channels, 1)).quantised(scheme)));
        int bias = model.constant("b", Tensor.zeros(new TensorType(DType.I32, Shape.of(channels))));
        for (int i = 0; i < 300; i++) {
            model.operator(BuiltinOperator.FULLY_CONNECTED, BuiltinOptions.FullyConnectedOptions, new FullyConnectedOptionsT(),
                new int[] {input, weights, bias}, model.tensor("y", i8(0.1f, 0, 1, channels)));
        }
        assertRefused(model.build(), " FULLY_CONNECTED: its products look at more than ");
    }

    @Test
    void anOutputMayBeNamedManyTimes() {
        int times = 4000;
        TfliteModelBuilder model = new TfliteModelBuilder("m");
        int input = model.input("x", PAIR);
        int result = model.tensor("y_1", PAIR);
        model.operator(BuiltinOperator.RELU, BuiltinOptions.NONE, null, new int[] {input}, result).output(result);
        int other = model.tensor("y", PAIR);
        model.operator(BuiltinOperator.RELU, BuiltinOptions.NONE, null, new int[] {result}, other);
        for (int i = 0; i < times; i++) {
            model.output(other);
        }
        List<String> names = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> TfliteImport.parse(model.build(), "m.tflite"))
            .outputs().stream().map(Port::name).toList();
        assertEquals(times + 1, Set.copyOf(names).size());
        assertEquals(List.of("y_1", "y", "y_2", "y_3"), names.subList(0, 4));
        assertTrue(names.stream().allMatch(name -> name.length() < 8));
    }

    /** The one operator of {@code model}, with as many operands, as many times, each time the same bytes. */
    private static byte[] sharing(ModelT model, int operands, int times) {
        FlatBufferBuilder builder = new FlatBufferBuilder(1024);
        SubGraphT graph = model.getSubgraphs()[0];
        graph.getOperators()[0].setInputs(new int[operands]);
        int[] operators = new int[times];
        Arrays.fill(operators, Operator.pack(builder, graph.getOperators()[0]));
        int operatorVector = SubGraph.createOperatorsVector(builder, operators);
        int tensors = SubGraph.createTensorsVector(builder, Arrays.stream(graph.getTensors())
            .mapToInt(tensor -> org.tensorflow.lite.schema.Tensor.pack(builder, tensor)).toArray());
        int inputs = SubGraph.createInputsVector(builder, new int[] {0});
        int outputs = SubGraph.createOutputsVector(builder, new int[] {1});
        int subgraph = SubGraph.createSubGraph(builder, tensors, inputs, outputs, operatorVector, 0);
        int codes = Model.createOperatorCodesVector(builder, new int[] {OperatorCode.pack(builder, model.getOperatorCodes()[0])});
        int subgraphs = Model.createSubgraphsVector(builder, new int[] {subgraph});
        Model.finishModelBuffer(builder, Model.createModel(builder, 3, codes, subgraphs, 0, 0, 0, 0, 0));
        return builder.sizedByteArray();
    }

    @Test
    void aScaleIsPositive() {
        ModelT model = ModelT.deserializeFromBinary(OperatorModel.of(BuiltinOperator.RELU).input(i8(0.1f, 0, 1, 4))
            .output(i8(0.1f, 0, 1, 4)).build());
        model.getSubgraphs()[0].getTensors()[0].getQuantization().setScale(new float[] {Float.NaN});
        assertRefused(model.serializeToBinary(), "tensor 0 'input0': quantisation C1: a scale is positive and finite, got NaN");
    }

    @Test
    void aFileSaysThatItIsOne(@TempDir Path folder) throws Exception {
        assertRefused("ONNX or anything".getBytes(StandardCharsets.UTF_8), "is no TFLite file: bytes 4 to 7 are not TFL3");
        assertRefused(new byte[0], "is no TFLite file");
        byte[] lost = "....TFL3".getBytes(StandardCharsets.UTF_8);
        ByteBuffer.wrap(lost).order(ByteOrder.LITTLE_ENDIAN).putInt(0, 1 << 30);
        assertRefused(lost, "an offset leads out of the file");
        InvalidInput missing = assertThrows(InvalidInput.class, () -> TfliteImport.read(folder.resolve("none.tflite")));
        assertTrue(missing.getMessage().endsWith("none.tflite: no such file"), missing::getMessage);
        Files.write(folder.resolve("other.tflite"), new byte[100]);
        InvalidInput other = assertThrows(InvalidInput.class, () -> TfliteImport.read(folder.resolve("other.tflite")));
        assertTrue(other.getMessage().endsWith("other.tflite: is no TFLite file: bytes 4 to 7 are not TFL3"), other::getMessage);
    }
}
