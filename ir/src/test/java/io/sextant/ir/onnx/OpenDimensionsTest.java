package io.sextant.ir.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.type.TensorType;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Extents that the model leaves open and the caller fixes. */
class OpenDimensionsTest {
    private static ForeignModel tokens() {
        return new ForeignModel(17).input("x", 1, 1, 6).symbol(0, "batch").symbol(1, "sequence").input("y", 1, 1).symbol(0, "sequence")
            .node("Relu", "x", "a").node("Relu", "y", "b").output("a", "b");
    }

    private static Graph read(ForeignModel model, ImportOptions options) {
        return OnnxImport.parseModel(model.bytes(), "open.onnx", options).graph();
    }

    private static void refused(ForeignModel model, ImportOptions options, String message) {
        assertEquals("open.onnx: " + message, assertThrows(InvalidInput.class, () -> read(model, options)).getMessage());
    }

    @Test
    void bySymbol() {
        Graph graph = read(tokens(), new ImportOptions(Map.of("sequence", 5), 2));
        assertEquals(TensorType.f32(2, 5, 6), graph.inputs().get(0).value().type());
        assertEquals(TensorType.f32(5, 1), graph.inputs().get(1).value().type());
        graph = read(tokens(), new ImportOptions(Map.of("sequence", 5, "batch", 3), 2));
        assertEquals(TensorType.f32(3, 5, 6), graph.inputs().get(0).value().type());
    }

    @Test
    void aSymbolThatStandsFirstIsTheBatchEverywhere() {
        assertEquals(TensorType.f32(4, 4, 6), read(tokens(), new ImportOptions(Map.of(), 4)).inputs().get(0).value().type());
    }

    @Test
    void withoutASymbol() {
        ForeignModel model = new ForeignModel(17).input("x", 1, 1, 6).symbol(1, "").node("Relu", "x", "a").output("a");
        assertEquals(TensorType.f32(1, 7, 6), read(model, new ImportOptions(Map.of("x:1", 7))).inputs().get(0).value().type());
        refused(model, ImportOptions.DEFAULT, "input 'x': dimension 1 is ''; only the first, the batch, may be, the others need an extent: "
            + "--dim x:1=N");
    }

    @Test
    void namesThatNoInputHas() {
        refused(tokens(), new ImportOptions(Map.of("seq", 5)),
            "no input has an open dimension 'seq', there are ['batch', 'sequence']");
        refused(new ForeignModel(17).input("x", 2).node("Relu", "x", "a").output("a"), new ImportOptions(Map.of("seq", 5)),
            "no input has an open dimension 'seq', all extents are fixed");
    }

    @Test
    void extents() {
        assertEquals("an extent is at least 1, got 0 for sequence",
            assertThrows(InvalidInput.class, () -> new ImportOptions(Map.of("sequence", 0))).getMessage());
        assertEquals("an extent is at least 1, got -2 for the batch",
            assertThrows(InvalidInput.class, () -> new ImportOptions(Map.of(), -2)).getMessage());
        refused(tokens(), new ImportOptions(Map.of("sequence", 1 << 30), 1 << 10),
            "input 'x': shape T3: at most 2^31-1 elements, got [1024x1073741824x6]");
    }
}
