package io.sextant.ir.onnx;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Attention and rotations that do not fit together, or that no operators here compute. */
class AttentionRefusalTest {
    private static void refused(String inputs, String outputs, String message, AttributeProto... attributes) {
        ForeignModel model = new ForeignModel(23).input("q", 2, 4, 3, 5).input("k", 2, 3, 6, 5).input("m", 3, 4).input("x", 2, 3, 10)
            .node("Attention", inputs, outputs, attributes)
            .output(Arrays.stream(outputs.split(" ")).filter(name -> !name.equals("_")).toArray(String[]::new));
        String found = assertThrows(InvalidInput.class, model::read).getMessage();
        assertTrue(found.startsWith("foreign.onnx: node 'y_node' (Attention): " + message), found);
    }

    @Test
    void attentionInFormsThatTheIrHasNot() {
        refused("q q q _ q q", "y", "past_key is not supported, only sequences that are attended as a whole");
        refused("q q q", "y present", "the output present_key is not supported");
        refused("q q q", "y _ _ scores", "the output qk_matmul_output is not supported");
        refused("q k k", "y", "queries (B, heads, S, D), keys (B, shared, T, D) and values (B, shared, T, E) are attended, with "
            + "heads a multiple of shared, got f32[2x4x3x5], f32[2x3x6x5] and f32[2x3x6x5]");
        refused("q q q m", "y", "the mask has two to four dimensions, the last that of the keys, and is broadcast to [2x4x3x3], got "
            + "f32[3x4]");
        refused("x x x", "y", "0 heads divide the last of three dimensions, got f32[2x3x10]");
        refused("x x x", "y", "3 heads divide", Attribute.integer("q_num_heads", 3), Attribute.integer("kv_num_heads", 3));
        refused("m m m", "y", "queries, keys and values have three dimensions each, or four, got f32[3x4] as input 0");
        refused("q q q", "y", "q_num_heads is the second of four extents, got 2", Attribute.integer("q_num_heads", 2));
        refused("q q q", "y", "softcap is at least 0, got -1.0", Attribute.decimal("softcap", -1));
        refused("q q q", "y", "softmax_precision is 1 (FLOAT) if given, got 10", Attribute.integer("softmax_precision", 10));
    }

    @Test
    void masksOfAnotherKind() {
        ForeignModel model = new ForeignModel(17).input("q", 2, 3, 8).weights("f", 2, 3).input("l", new TensorType(DType.I32, Shape.of(2)))
            .node("MultiHeadAttention", "q q q _ f", "y", Attribute.integer("num_heads", 2)).domain("com.microsoft").output("y");
        String message = "node 'y_node' (MultiHeadAttention): the mask has an integer for each key of each sequence, (2, 3), other forms "
            + "are not supported, got ";
        UnreadableModelTest.refused(model, message + "f32[2x3]");
        model.proto().getNodeBuilder(0).setInput(4, "l");
        UnreadableModelTest.refused(model, message + "i32[2]");
    }

    @Test
    void rotationsThatDoNotFit() {
        ForeignModel odd = new ForeignModel(23).input("x", 2, 3, 5, 8).weights("c", 7, 2).integers("p", 7)
            .tensor("at", Tensor.ofLongs(new TensorType(DType.I64, Shape.of(2, 5)), 0, 1, 2, 3, 4, 5, 6, 7, 0, 0));
        UnreadableModelTest.refused(new ForeignModel(23).input("x", 2, 3, 5, 8).weights("c", 7, 2).node("RotaryEmbedding", "x c c", "y",
            Attribute.integer("rotary_embedding_dim", 3)).output("y"),
            "node 'y_node' (RotaryEmbedding): an even number of a head's 8 elements is turned, got 3");
        UnreadableModelTest.refused(odd.node("RotaryEmbedding", "x c c p", "y").output("y"),
            "node 'y_node' (RotaryEmbedding): position_ids are (B, S) = [2, 5] rows of a matrix of angles, got i64[1] and f32[7x2]");
        odd.proto().getNodeBuilder(0).setInput(3, "at");
        UnreadableModelTest.refused(odd, "node 'y_node' (RotaryEmbedding): an index is in [-7, 7), got 7");
        odd.proto().getNodeBuilder(0).clearInput().addInput("x").addInput("c").addInput("c");
        UnreadableModelTest.refused(odd,
            "node 'y_node' (RotaryEmbedding): there is an angle for each pair at each position, [2, 5, 4], got f32[7x2]");
    }
}
