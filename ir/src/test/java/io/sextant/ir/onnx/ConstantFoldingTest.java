package io.sextant.ir.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OrtException;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What exporters compute from shapes and constants is computed while the model is read. */
class ConstantFoldingTest {
    private static final String PLACE = "foreign.onnx: node 'z_node' ";

    private static ForeignModel image() {
        return new ForeignModel(17).input("x", 2, 3, 4, 5);
    }

    @Test
    void aShapeTakenApartAndJoined() throws OrtException {
        ForeignModel model = image().integers("zero", 0).integers("one", 1).integers("rest", -1).node("Shape", "x", "s")
            .node("Slice", "s zero one", "n").node("Concat", "n rest", "t", Attribute.integer("axis", 0)).node("Reshape", "x t", "z")
            .output("z");
        assertEquals(List.of("reshape"), model.operators());
        assertEquals(List.of(2, 60), ((Reshape) model.operator(0)).shape());
        model.assertAgrees();
    }

    @Test
    void aPartOfAShapeAndASize() throws OrtException {
        ForeignModel model = image().integers("zero", 0).node("Shape", "x", "s", Attribute.integer("start", -3),
            Attribute.integer("end", 2))
            .node("Size", "x", "n").node("Unsqueeze", "n zero", "m").node("Identity", "s", "t")
            .integers("twenty", 40).node("Concat", "t twenty", "u", Attribute.integer("axis", 0)).node("Reshape", "x u", "a")
            .node("Reshape", "x m", "z").output("z", "a");
        assertEquals(List.of("reshape", "reshape"), model.operators());
        model.assertAgrees();
    }

    @Test
    void filledAndCounted() throws OrtException {
        ForeignModel model = image().integers("shape", 4, 1).tensor("start", one(0)).tensor("limit", one(10)).tensor("delta", one(2))
            .node("ConstantOfShape", "shape", "c").node("Add", "x c", "a").node("Range", "start limit delta", "r")
            .node("Add", "a r", "z").output("z");
        assertEquals(List.of("add", "add"), model.operators());
        model.assertAgrees();
    }

    private static Tensor one(float value) {
        return Tensor.of(TensorType.f32(), value);
    }

    @Test
    void weightsThatAreComputed() throws OrtException {
        ForeignModel model = new ForeignModel(17).input("x", 1, 3, 6, 8).weights("w", 4, 27).weights("scale", 4, 1).integers("s", 4, 3,
            3, 3)
            .node("Mul", "w scale", "v").node("Reshape", "v s", "f").node("Conv", "x f", "z").output("z");
        assertEquals(List.of("convolution"), model.operators());
        model.assertAgrees();
    }

    @Test
    void smallFilesCannotAskForMuch() {
        ForeignModel model = image().integers("shape", 50_000, 30_000).node("ConstantOfShape", "shape", "c").node("Relu", "c", "z")
            .output("z");
        String message = assertThrows(InvalidInput.class, model::read).getMessage();
        assertEquals("foreign.onnx: node 'c_node' (ConstantOfShape): constants in all the layouts that they are used in take more than",
            message.substring(0, message.length() - " 67112656 bytes".length()));
    }

    @Test
    void indicesThatAreMadeHereAreBoundedToo() {
        for (String mode : new String[] {"edge", "wrap"}) {
            ForeignModel model = image().integers("p", 0, 0, 0, 0, 0, 0, 0, 200_000_000)
                .node("Pad", "x p", "z", Attribute.text("mode", mode)).output("z");
            String message = assertThrows(InvalidInput.class, model::read).getMessage();
            assertEquals(PLACE + "(Pad): constants in all the layouts", message.substring(0, PLACE.length() + 35));
        }
    }

    @Test
    void aBranchWithoutCondition() {
        ForeignModel model = image().node("If", "", "z", branch("then_branch", "Relu", "x", "p"), branch("else_branch", "Tanh", "x", "q"))
            .output("z");
        assertEquals(PLACE + "(If): input 0 is missing", assertThrows(InvalidInput.class, model::read).getMessage());
    }

    @Test
    void whatWouldTakeLongStaysInTheNetwork() {
        ForeignModel model = new ForeignModel(17).input("x", 700, 700).weights("a", 700, 700).weights("b", 700, 700).node("MatMul",
            "a b", "c")
            .node("Add", "x c", "z").output("z");
        assertEquals(List.of("dense", "add"), model.operators());
    }

    private static AttributeProto branch(String name, String operator, String input, String output) {
        GraphProto.Builder graph = GraphProto.newBuilder().setName(name)
            .addNode(NodeProto.newBuilder().setOpType(operator).addInput(input).addOutput("inner_" + output))
            .addNode(NodeProto.newBuilder().setOpType("Identity").addInput("inner_" + output).addOutput(output));
        graph.addOutputBuilder().setName(output);
        return AttributeProto.newBuilder().setName(name).setType(AttributeType.GRAPH).setG(graph).build();
    }

    private static ForeignModel choice(boolean condition) {
        return image().tensor("c", Tensor.ofInts(new TensorType(DType.BOOL, Shape.of()), condition ? 1 : 0)).node("Tanh", "x", "t")
            .node("If", "c", "z", branch("then_branch", "Relu", "t", "p"), branch("else_branch", "Sigmoid", "t", "q")).output("z");
    }

    @Test
    void branchesThatAreTaken() {
        assertEquals(List.of("tanh", "relu"), choice(true).operators());
        assertEquals(List.of("tanh", "sigmoid"), choice(false).operators());
    }

    @Test
    void aBranchThatIsNotTakenMayHoldAnything() {
        ForeignModel model = image().tensor("c", Tensor.ofInts(new TensorType(DType.BOOL, Shape.of()), 1))
            .node("If", "c", "z", branch("then_branch", "Relu", "x", "p"), branch("else_branch", "Magic", "x", "q")).output("z");
        assertEquals(List.of("relu"), model.operators());
        ForeignModel other = image().tensor("c", Tensor.ofInts(new TensorType(DType.BOOL, Shape.of()), 0))
            .node("If", "c", "z", branch("then_branch", "Relu", "x", "p"), branch("else_branch", "Magic", "x", "q")).output("z");
        assertEquals("foreign.onnx: 1 operator is not supported: node 1 (Magic, ai.onnx opset 17)",
            assertThrows(InvalidInput.class, other::read).getMessage());
    }

    @Test
    void conditionsThatAreComputed() {
        ForeignModel model = image().input("c", new TensorType(DType.BOOL, Shape.of()))
            .node("If", "c", "z", branch("then_branch", "Relu", "x", "p"), branch("else_branch", "Tanh", "x", "q")).output("z");
        assertEquals(PLACE + "(If): the condition is computed by the network; only a constant is supported",
            assertThrows(InvalidInput.class, model::read).getMessage());
    }

    @Test
    void aResultUsedInABranchIsNotTakenForAPattern() throws OrtException {
        ForeignModel model = image().node("Sigmoid", "x", "s").node("Mul", "x s", "m")
            .tensor("c", Tensor.ofInts(new TensorType(DType.BOOL, Shape.of()), 1))
            .node("If", "c", "k", branch("then_branch", "Relu", "s", "p"), branch("else_branch", "Tanh", "s", "q"))
            .node("Add", "m k", "z").output("z");
        assertEquals(List.of("sigmoid", "mul", "relu", "add"), model.operators());
    }
}
