package io.sextant.ir.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnxruntime.OrtException;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other exporters write: read as the operators expected, with the results of ONNX Runtime. */
class ForeignModelTest {
    private static ForeignModel image(int opset) {
        return new ForeignModel(opset).input("x", 1, 3, 6, 8).weights("w", 4, 3, 3, 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 13, 17, 19, 21, 23})
    void opsetsWithTheSameMeaning(int opset) throws OrtException {
        ForeignModel model = image(opset).weights("b", 4).node("Conv", "x w b", "y").node("Relu", "y", "z").output("z");
        assertEquals(List.of("convolution", "relu"), model.operators());
        model.assertAgrees();
    }

    @Test
    void classifierWithTransposedWeights() throws OrtException {
        ForeignModel model = image(17).weights("fc", 5, 4).weights("bias", 5).node("Conv", "x w", "y")
            .node("GlobalAveragePool", "y", "p").node("Flatten", "p", "f").node("Gemm", "f fc bias", "z", Attribute.integer("transB", 1)).output("z");
        assertEquals(List.of("convolution", "global_average_pool", "reshape", "dense"), model.operators());
        model.assertAgrees();
    }

    @Test
    void gemmWithARowAsBias() throws OrtException {
        ForeignModel model = new ForeignModel(17).input("x", 4, 2).weights("w", 4, 5).weights("b", 1, 5)
            .node("Gemm", "x w b", "z", Attribute.integer("transA", 1)).output("z");
        assertEquals(List.of("transpose", "dense"), model.operators());
        model.assertAgrees();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SAME_UPPER", "SAME_LOWER", "VALID"})
    void automaticPadding(String mode) throws OrtException {
        image(17).node("Conv", "x w", "y", Attribute.text("auto_pad", mode), Attribute.integers("strides", List.of(2, 3)))
            .node("MaxPool", "y", "z", Attribute.text("auto_pad", mode), Attribute.integers("kernel_shape", List.of(2, 2)))
            .output("z")
            .assertAgrees();
    }

    @Test
    void samePaddingIsAsymmetric() {
        ForeignModel model = image(17).node("Conv", "x w", "y", Attribute.text("auto_pad", "SAME_UPPER"),
            Attribute.integers("strides", List.of(2, 2))).output("y");
        Convolution convolution = (Convolution) model.operator(0);
        assertEquals(List.of(0, 0), convolution.padBefore());
        assertEquals(List.of(1, 1), convolution.padAfter());
    }

    @Test
    void roundingUpThatChangesNothing() throws OrtException {
        ForeignModel model = image(17).node("AveragePool", "x", "y", Attribute.integers("kernel_shape", List.of(2, 2)),
            Attribute.integers("strides", List.of(2, 2)), Attribute.integer("ceil_mode", 1)).output("y");
        assertEquals(List.of(2, 2), ((Pool) model.operator(0)).strides());
        model.assertAgrees();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void meanOverSpaceIsGlobalPool(int keep) throws OrtException {
        ForeignModel older = image(17).node("Conv", "x w", "y")
            .node("ReduceMean", "y", "z", Attribute.integers("axes", List.of(2, 3)), Attribute.integer("keepdims", keep))
            .output("z");
        ForeignModel newer = image(18).integers("axes", -1, -2).node("Conv", "x w", "y")
            .node("ReduceMax", "y axes", "z", Attribute.integer("keepdims", keep)).output("z");
        List<String> flattening = keep == 1 ? List.of() : List.of("reshape");
        assertEquals(flattening, older.operators().subList(2, older.operators().size()));
        assertEquals("global_average_pool", older.operators().get(1));
        assertEquals("global_max_pool", newer.operators().get(1));
        older.assertAgrees();
        newer.assertAgrees();
    }

    @Test
    void clipsThatAreRelu() throws OrtException {
        ForeignModel model = image(17).scalar("zero", 0).scalar("six", 6).node("Clip", "x zero six", "y")
            .node("Clip", "y zero", "z").output("z");
        assertEquals(List.of("relu6", "relu"), model.operators());
        model.assertAgrees();
    }

    @Test
    void whatDoesNothingAtInference() throws OrtException {
        ForeignModel model = image(17).node("Identity", "x", "a").node("Dropout", "a", "b")
            .node("Cast", "b", "c", Attribute.integer("to", 1)).node("Conv", "c w", "y").output("y");
        assertEquals(List.of("transpose", "convolution"), model.operators());
        model.assertAgrees();
    }

    @Test
    void constantNodes() throws OrtException {
        ForeignModel model = new ForeignModel(17).input("x", 2, 3).output("z");
        model.proto().addNode(NodeProto.newBuilder().setOpType("Constant").addOutput("half")
            .addAttribute(Attribute.decimal("value_float", 0.5f)));
        model.node("Constant", "", "shape", Attribute.integers("value_ints", List.of(3, -1)));
        model.node("Mul", "x half", "y").node("Reshape", "y shape", "z");
        assertEquals(List.of("mul", "reshape"), model.operators());
        model.assertAgrees();
    }

    @Test
    void channelsLastNetworkOfAnotherFramework() throws OrtException {
        ForeignModel model = new ForeignModel(17).input("x", 1, 6, 8, 3).weights("w", 4, 3, 3, 3).weights("v", 2, 4, 1, 1)
            .node("Transpose", "x", "a", Attribute.integers("perm", List.of(0, 3, 1, 2))).node("Conv", "a w", "b")
            .node("Transpose", "b", "c", Attribute.integers("perm", List.of(0, 2, 3, 1))).node("Relu", "c", "d")
            .node("Transpose", "d", "e", Attribute.integers("perm", List.of(0, 3, 1, 2))).node("Conv", "e v", "f")
            .node("Transpose", "f", "z", Attribute.integers("perm", List.of(0, 2, 3, 1))).output("z");
        assertEquals(List.of("convolution", "relu", "convolution"), model.operators());
        model.assertAgrees();
    }

    @Test
    void channelShuffle() throws OrtException {
        ForeignModel model = image(17).weights("v", 4, 4, 1, 1).integers("split", 1, 2, 2, 4, 6).integers("join", 1, 4, 4, 6)
            .node("Conv", "x w", "a").node("Reshape", "a split", "b")
            .node("Transpose", "b", "c", Attribute.integers("perm", List.of(0, 2, 1, 3, 4)))
            .node("Reshape", "c join", "d").node("Conv", "d v", "z").output("z");
        assertEquals(List.of("convolution", "transpose", "reshape", "transpose", "reshape", "transpose", "convolution"),
            model.operators());
        model.assertAgrees();
    }

    @Test
    void transposesThatUndoEachOther() throws OrtException {
        ForeignModel model = new ForeignModel(17).input("x", 2, 3, 4, 5).node("Transpose", "x", "a").node("Tanh", "a", "b")
            .node("Transpose", "b", "z").output("z");
        assertEquals(List.of("tanh"), model.operators());
        model.assertAgrees();
    }

    @Test
    void transposedOutputIsOfTheNetwork() throws OrtException {
        ForeignModel model = new ForeignModel(17).input("x", 2, 3, 4).node("Relu", "x", "a")
            .node("Transpose", "a", "z", Attribute.integers("perm", List.of(0, 2, 1))).output("z");
        assertEquals(List.of("relu", "transpose"), model.operators());
        assertEquals(List.of(0, 2, 1), ((Transpose) model.operator(1)).permutation());
        model.assertAgrees();
    }

    @Test
    void productsByAConstantAreDense() throws OrtException {
        ForeignModel model = new ForeignModel(17).input("x", 1, 4, 3).weights("w", 3, 5).weights("b", 5).weights("v", 5, 2)
            .node("MatMul", "x w", "y").node("Add", "b y", "u").node("MatMul", "u v", "z").output("z");
        assertEquals(List.of("dense", "dense"), model.operators());
        assertEquals(true, ((Dense) model.operator(0)).bias().isPresent());
        model.assertAgrees();
    }

    @Test
    void biasIsNotTakenFromAProductThatIsAlsoAnOutput() throws OrtException {
        ForeignModel model = new ForeignModel(17).input("x", 1, 4, 3).weights("w", 3, 5).weights("b", 5)
            .node("MatMul", "x w", "y").node("Add", "y b", "z").output("y", "z");
        assertEquals(List.of("dense", "add"), model.operators());
        model.assertAgrees();
    }

    @Test
    void activationsSpelledOut() throws OrtException {
        ForeignModel model = image(17).scalar("root", 1.4142135f).scalar("one", 1).scalar("half", 0.5f)
            .node("Sigmoid", "x", "s").node("Mul", "s x", "a")
            .node("HardSigmoid", "a", "h", Attribute.decimal("alpha", 0.16666667f)).node("Mul", "a h", "b")
            .node("Div", "b root", "d").node("Erf", "d", "e").node("Add", "e one", "g").node("Mul", "b g", "m")
            .node("Mul", "m half", "z")
            .output("z");
        assertEquals(List.of("silu", "hard_swish", "gelu"), model.operators());
        model.assertAgrees();
    }

    @Test
    void gatesThatAreUsedElsewhereStay() throws OrtException {
        ForeignModel model = image(17).node("Sigmoid", "x", "s").node("Mul", "s x", "a").node("Add", "a s", "z").output("z");
        assertEquals(List.of("sigmoid", "mul", "add"), model.operators());
        model.assertAgrees();
    }

    @Test
    void geluAndNormalisationOfLaterOpsets() throws OrtException {
        ForeignModel model = new ForeignModel(20).input("x", 1, 4, 6).weights("s", 6).node("Gelu", "x", "y")
            .node("LayerNormalization", "y s", "z").output("z");
        assertEquals(List.of("gelu", "layer_norm"), model.operators());
        model.assertAgrees();
    }

    @Test
    void resizeByScales() throws OrtException {
        ForeignModel model = image(17).tensor("scales", Tensor.of(TensorType.f32(4), 1, 1, 2, 3))
            .node("Resize", "x _ scales", "y", Attribute.text("mode", "nearest"))
            .node("Resize", "y _ scales", "z", Attribute.text("mode", "linear"),
                Attribute.text("coordinate_transformation_mode", "pytorch_half_pixel")).output("z");
        assertEquals(List.of("resize", "resize"), model.operators());
        model.assertAgrees();
    }

    @Test
    void squeezeExciteByDenseLayers() throws OrtException {
        ForeignModel model = image(17).weights("down", 4, 2).weights("up", 2, 4).integers("grown", 1, 4, 1, 1)
            .integers("flat", 0, -1)
            .node("Conv", "x w", "y").node("GlobalAveragePool", "y", "p").node("Reshape", "p flat", "f")
            .node("Gemm", "f down", "d").node("Relu", "d", "r").node("Gemm", "r up", "u").node("Sigmoid", "u", "s").node("Reshape", "s grown", "g")
            .node("Mul", "y g", "z").output("z");
        model.assertAgrees();
        assertEquals(0, model.operators().stream().filter("transpose"::equals).count());
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 13})
    void squeezeAndUnsqueeze(int opset) throws OrtException {
        ForeignModel model = new ForeignModel(opset).input("x", 2, 1, 3).output("z");
        if (opset < 13) {
            model.node("Squeeze", "x", "y", Attribute.integers("axes", List.of(1)))
                .node("Unsqueeze", "y", "z", Attribute.integers("axes", List.of(0, -1)));
        } else {
            model.integers("one", 1).integers("ends", 0, -1).node("Squeeze", "x one", "y").node("Unsqueeze", "y ends", "z");
        }
        assertEquals(TensorType.f32(1, 2, 3, 1), model.read().outputs().get(0).value().type());
        model.assertAgrees();
    }

    @Test
    void axesFollowTheLayout() throws OrtException {
        image(18).weights("k", 1, 2, 4, 6).integers("from", -3, 1).integers("to", 1000, -1).integers("axes", 1, 3)
            .integers("pads", 1, 0, 2, 0)
            .integers("some", 2, 0).scalar("border", 0.25f)
            .node("Conv", "x w", "a").node("Softmax", "a", "b", Attribute.integer("axis", 1))
            .node("Concat", "b a k", "c", Attribute.integer("axis", -3)).node("Slice", "c from to axes", "d")
            .node("Pad", "d pads border some", "e").node("Sub", "e e", "f").node("Add", "f e", "z").output("z", "c")
            .assertAgrees();
    }

    @Test
    void constantsAreBroadcastInEveryLayout() throws OrtException {
        image(17).weights("c", 4, 1, 1).weights("n", 1, 4, 1, 1).weights("hw", 4, 6).weights("w1", 6).scalar("s", 2)
            .weights("full", 4, 4, 6)
            .node("Conv", "x w", "a").node("Mul", "a c", "b").node("Add", "n b", "d").node("Sub", "d hw", "e")
            .node("Add", "w1 e", "f")
            .node("Mul", "f s", "g").node("Add", "g full", "z").output("z").assertAgrees();
    }

    @Test
    void activationsOfFewerDimensionsAreBroadcastInOnnxOrder() throws OrtException {
        image(17).input("row", 6).node("Conv", "x w", "a").node("Relu", "row", "r").node("Add", "a r", "z").output("z")
            .assertAgrees();
    }

    @Test
    void mixedLayoutsMeetChannelsLast() throws OrtException {
        ForeignModel model = image(17).input("skip", 1, 4, 4, 6).node("Conv", "x w", "a").node("Relu", "skip", "r")
            .node("Add", "a r", "z")
            .output("z");
        assertEquals(List.of("convolution", "relu", "transpose", "add"), model.operators());
        model.assertAgrees();
    }

    @Test
    void nodesInAnyOrder() {
        ForeignModel model = image(17).node("Relu", "y", "z").node("Conv", "x w", "y").output("z");
        assertEquals(List.of("convolution", "relu"), model.operators());
    }

    @Test
    void negativeBatchIsOne() {
        assertEquals(TensorType.f32(1, 2), openBatch(dimension -> dimension.setDimValue(-1)));
    }

    private static TensorType openBatch(Consumer<TensorShapeProto.Dimension.Builder> change) {
        ForeignModel model = new ForeignModel(17).input("x", 3, 2).node("Relu", "x", "y").output("y");
        change.accept(model.proto().getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().getShapeBuilder().getDimBuilder(0));
        return model.read().inputs().get(0).value().type();
    }

    @Test
    void openBatchIsOne() {
        assertEquals(TensorType.f32(1, 2), openBatch(dimension -> dimension.setDimParam("batch")));
        assertEquals(TensorType.f32(1, 2), openBatch(dimension -> dimension.clear()));
    }
}
