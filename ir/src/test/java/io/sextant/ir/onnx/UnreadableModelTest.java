package io.sextant.ir.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that are refused: one message each, with file and place. */
class UnreadableModelTest {
    private static ForeignModel image() {
        return new ForeignModel(17).input("x", 1, 3, 6, 8).weights("w", 4, 3, 3, 3);
    }

    static void refused(ForeignModel model, String message) {
        assertEquals("foreign.onnx: " + message, assertThrows(InvalidInput.class, model::read).getMessage());
    }

    private static void refused(byte[] bytes, String start) {
        String message = assertThrows(InvalidInput.class, () -> OnnxImport.parse(bytes, "foreign.onnx")).getMessage();
        assertTrue(message.startsWith("foreign.onnx: " + start), message);
    }

    /** Whatever its operators are, a model is one; a part of it, or any text, is none. */
    @Test
    void aQuickLookTellsModelsFromOtherFiles(@TempDir Path folder) throws IOException {
        ForeignModel foreign = image().node("Magic", "x w", "y").output("y");
        byte[] model = ModelProto.newBuilder().setIrVersion(8).setGraph(foreign.proto()).build().toByteArray();
        OnnxImport.requireModel(Files.write(folder.resolve("whole.onnx"), model));
        Map<String, byte[]> others = Map.of("not a whole ONNX file", Arrays.copyOf(model, model.length / 2),
            "not an ONNX model", ModelProto.newBuilder().setIrVersion(8).build().toByteArray(),
            "not a whole", "this is no protocol buffer".getBytes(StandardCharsets.US_ASCII));
        for (Map.Entry<String, byte[]> other : others.entrySet()) {
            Path file = Files.write(folder.resolve("other.onnx"), other.getValue());
            String message = assertThrows(InvalidInput.class, () -> OnnxImport.requireModel(file)).getMessage();
            assertTrue(message.startsWith(file + ": " + other.getKey()), message);
        }
    }

    @Test
    void unsupportedOperatorsAreListedTogether() {
        ForeignModel model = image().node("Conv", "x w", "y").node("RNN", "y w w", "a").node("Relu", "a", "b")
            .node("NonZero", "b", "c")
            .output("c");
        model.proto().addNodeBuilder().setOpType("MoE").setDomain("com.microsoft").addInput("c").addOutput("d");
        refused(model, "3 operators are not supported: node 'a_node' (RNN, ai.onnx opset 17), node 'c_node' (NonZero, ai.onnx opset 17), "
            + "node 4 (MoE, com.microsoft)");
    }

    @Test
    void longListsAreCut() {
        ForeignModel model = image();
        for (int i = 0; i < 150; i++) {
            model.node("Magic", "x", "y" + i);
        }
        String message = assertThrows(InvalidInput.class, model.output("y0")::read).getMessage();
        assertTrue(message.startsWith("foreign.onnx: 150 operators are not supported: node 'y0_node'"), message);
        assertTrue(message.endsWith("node 'y99_node' (Magic, ai.onnx opset 17) and 50 more"), message);
    }

    @Test
    void failuresThatDoNotFollowFromEachOtherAreToldTogether() {
        ForeignModel model = image().node("Magic", "x", "m").node("Conv", "x w", "a", Attribute.text("flavour", "sweet"))
            .node("Relu", "a", "b").node("Relu", "x", "c", Attribute.text("taste", "sour")).node("Add", "m c", "z").output("z", "b");
        refused(model, "1 operator is not supported: node 'm_node' (Magic, ai.onnx opset 17); 2 places cannot be read: "
            + "node 'a_node' (Conv): attribute 'flavour' is not understood; node 'c_node' (Relu): attribute 'taste' is not understood");
    }

    @Test
    void functionsOfTheModel() {
        ForeignModel model = image();
        model.proto().addNodeBuilder().setOpType("Swish").setDomain("local").addInput("x").addOutput("y");
        byte[] bytes = ModelProto.newBuilder().addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
            .addFunctions(FunctionProto.newBuilder().setName("Swish").setDomain("local")).setGraph(model.output("y").proto()).build()
            .toByteArray();
        refused(bytes, "1 operator is not supported: node 0 (Swish, local; a function of the model, export it inlined)");
    }

    @Test
    void cycles() {
        refused(image().node("Add", "x b", "a").node("Relu", "a", "b").output("b"),
            "node 'a_node' (Add): depends on its own result (the nodes form a cycle)");
    }

    @Test
    void namesThatNobodyDefines() {
        refused(image().node("Conv", "x filter", "y").output("y"),
            "node 'y_node' (Conv): uses 'filter', which is no input, initializer or result of a node");
        refused(image().node("Conv", "x w", "y").output("z"), "output 'z': is no input, initializer or result of a node");
    }

    @Test
    void namesDefinedTwice() {
        refused(image().node("Relu", "x", "y").node("Tanh", "x", "y").output("y"),
            "node 'y_node' (Tanh): defines 'y' a second time");
        refused(image().weights("w", 2).node("Conv", "x w", "y").output("y"), "two initializers are called 'w'");
        refused(image().node("Relu", "x", "w").output("w"), "node 'w_node' (Relu): defines 'w' a second time");
    }

    @Test
    void operatorsConstraints() {
        refused(image().weights("v", 4, 2, 3, 3).node("Conv", "x v", "y").output("y"),
            "node 'y_node' (Conv): convolution C4: filter "
            + "f32[3x3x2x4] with groups=1 expects 2 input channels, input f32[1x6x8x3] has 3");
    }

    @Test
    void attributesThatAreNotUnderstood() {
        refused(image().node("Conv", "x w", "y", Attribute.text("flavour", "sweet")).output("y"),
            "node 'y_node' (Conv): attribute 'flavour' is not understood");
        refused(image().node("Conv", "x w", "y", Attribute.decimal("group", 1)).output("y"),
            "node 'y_node' (Conv): attribute 'group' is INT, got FLOAT");
    }

    @Test
    void meaningsThatTheIrHasNot() {
        refused(image().node("Resize", "x _ s", "y", Attribute.text("mode", "cubic"))
                .tensor("s", Tensor.of(TensorType.f32(4), 1, 1, 2, 2)).output("y"),
            "node 'y_node' (Resize): mode='cubic' is not supported, only nearest and linear");
        refused(image().node("MaxPool", "x", "y", Attribute.integers("kernel_shape", List.of(2, 2)),
                Attribute.integers("dilations", List.of(9, 1))).output("y"),
            "node 'y_node' (MaxPool): 2 positions with dilation 9 do not fit on spatial axis 0 of f32[1x6x8x3]");
        refused(image().node("MaxPool", "x", "y", Attribute.integers("kernel_shape", List.of(3, 3)),
                Attribute.integers("dilations", List.of(20, 1)), Attribute.integers("pads", List.of(20, 0, 30, 0))).output("y"),
            "node 'y_node' (MaxPool): a window holds padding alone on spatial axis 0");
        refused(image().integers("k", 9).node("Gather", "x k", "y").output("y"),
            "node 'y_node' (Gather): an index is in [-1, 1), got 9");
        refused(image().node("Einsum", "x w", "y", Attribute.text("equation", "...a,ab->...b")).output("y"),
            "node 'y_node' (Einsum): one or two operands, and a result that is spelled out without dots, are supported, got "
                + "'...a,ab->...b'");
        refused(new ForeignModel(17).input("x", 5, 2, 3).weights("w", 1, 12, 3).weights("r", 1, 12, 4)
                .node("GRU", "x w r", "y", Attribute.decimal("clip", 1)).output("y"), "node 'y_node' (GRU): clip is not supported");
    }

    @Test
    void furtherOutputs() {
        ForeignModel model = image().node("MaxPool", "x", "y", Attribute.integers("kernel_shape", List.of(2, 2)))
            .node("Relu", "i", "z");
        model.proto().getNodeBuilder(0).addOutput("i");
        refused(model.output("z"), "node 'z_node' (Relu): 'i' is a further output of its node, which is not supported");
    }

    @Test
    void opsets() {
        for (int opset : List.of(10, 24)) {
            refused(new ForeignModel(opset).input("x", 1, 3).node("Relu", "x", "y").output("y"),
                "opset " + opset + " is not supported, only 11 to 23");
        }
    }

    @Test
    void openExtentsThatAreNotTheBatch() {
        ForeignModel model = image().node("Conv", "x w", "y").output("y");
        model.proto().getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().getShapeBuilder().getDimBuilder(2)
            .setDimParam("height");
        refused(model, "input 'x': dimension 2 is 'height'; only the first, the batch, may be, the others need "
            + "an extent: --dim height=N");
    }

    @Test
    void elementTypes() {
        ForeignModel model = image().tensor("v", Tensor.ofLongs(new TensorType(DType.I64, Shape.of(4, 3, 1, 1)), new long[12]));
        refused(model.node("Conv", "x v", "y").output("y"),
            "node 'y_node' (Conv): convolution C1: operands are of one type, floating (f32, f16 or bf16), got input f32[1x6x8x3], filter i64[1x1x3x4]");
        model.proto().getInitializerBuilder(1).setDataType(TensorProto.DataType.DOUBLE_VALUE);
        refused(model, "node 'y_node' (Conv): constant 'v': element type DOUBLE is not supported, only FLOAT, FLOAT16, BFLOAT16, "
            + "INT64, INT32, INT16, INT8, INT4, UINT8 and BOOL");
    }

    @Test
    void tensorsThatClaimMoreThanTheyHold() {
        ForeignModel model = image().node("Conv", "x w", "y").output("y");
        model.proto().getInitializerBuilder(0).setDims(0, 50_000_000);
        refused(model, "node 'y_node' (Conv): constant 'w': f32[50000000x3x3x3] takes 5400000000 bytes, the file holds 432");
        model.proto().getInitializerBuilder(0).setDims(0, Long.MAX_VALUE);
        refused(model.bytes(), "node 'y_node' (Conv): constant 'w': shape T3: ");
        model.proto().getInitializerBuilder(0).setDims(0, -4);
        refused(model, "node 'y_node' (Conv): constant 'w': every extent is at least 1, got -4");
    }

    @Test
    void externalData() {
        ForeignModel model = image().node("Conv", "x w", "y").output("y");
        model.proto().getInitializerBuilder(0).clearRawData().setDataLocation(TensorProto.DataLocation.EXTERNAL);
        refused(model, "node 'y_node' (Conv): constant 'w': its data is in another file (external data), which can be read "
            + "for a model that is a file itself");
    }

    @Test
    void listsThatAreTooLong() {
        ForeignModel model = new ForeignModel(17).input("x", 2, 3).node("Unsqueeze", "x axes", "y").output("y")
            .tensor("axes", Tensor.ofLongs(new TensorType(DType.I64, Shape.of(100_000)), new long[100_000]));
        refused(model, "node 'y_node' (Unsqueeze): axes has at most 64 elements, got i64[100000]");
    }

    @Test
    void structureIsBoundedBeforeItIsParsed() {
        byte[] emptyNodes = new byte[20 << 20];
        for (int i = 0; i < emptyNodes.length; i += 2) {
            emptyNodes[i] = 1 << 3 | 2;
        }
        ByteString.Output model = ByteString.newOutput();
        model.write(7 << 3 | 2);
        for (int length = emptyNodes.length; length > 0; length >>>= 7) {
            model.write(length > 127 ? length & 127 | 128 : length);
        }
        model.write(emptyNodes, 0, emptyNodes.length);
        refused(model.toByteString().toByteArray(),
            "20971525 bytes describe the network beside its weights, at most 16777216 are read");
    }

    @Test
    void filesThatAreNoModels(@TempDir Path folder) throws Exception {
        refused(new byte[0], "not an ONNX model: it holds no graph");
        refused("{\"not\": \"onnx\"}".getBytes(), "not a whole ONNX file: ");
        Path missing = folder.resolve("missing.onnx");
        assertEquals(missing + ": no such file", assertThrows(InvalidInput.class, () -> OnnxImport.read(missing)).getMessage());
        assertEquals(folder + ": not a file", assertThrows(InvalidInput.class, () -> OnnxImport.read(folder)).getMessage());
        Path garbage = Files.write(folder.resolve("garbage.onnx"), new byte[] {1, 2, 3});
        assertTrue(assertThrows(InvalidInput.class, () -> OnnxImport.read(garbage)).getMessage()
            .startsWith(garbage + ": not a whole ONNX"));
    }

    @Test
    void namesFitForATerminal() {
        String message = assertThrows(InvalidInput.class,
            image().node("Relu", "\u001b[31m\n" + "long".repeat(100), "y").output("y")::read).getMessage();
        assertFalse(message.chars().anyMatch(Character::isISOControl), message);
        assertTrue(message.length() < 250, message);
    }

    @Test
    void unwritableFolder(@TempDir Path folder) {
        Path file = folder.resolve("absent").resolve("net.onnx");
        assertEquals("cannot write " + file + ": no such file or folder: " + file.getParent(),
            assertThrows(InvalidInput.class, () -> OnnxExport.write(Networks.mnist1d(), file)).getMessage());
    }
}
