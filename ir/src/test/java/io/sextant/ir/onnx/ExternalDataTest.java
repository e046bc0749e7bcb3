package io.sextant.ir.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights in files beside the model, and the ways in which a model may ask for what is none of its business. */
class ExternalDataTest {
    private static final int BYTES = 4 * 3 * 3 * 3 * 4;
    @TempDir
    private Path outside;
    private Path folder;
    private final ForeignModel model = new ForeignModel(17).input("x", 1, 3, 6, 8).weights("w", 4, 3, 3, 3).node("Conv", "x w", "y")
        .output("y");
    private final byte[] weights = model.proto().getInitializer(0).getRawData().toByteArray();

    @BeforeEach
    void writeWeights() throws IOException {
        folder = Files.createDirectories(outside.resolve("model"));
        Files.createDirectories(folder.resolve("data"));
        byte[] shifted = new byte[BYTES + 64];
        System.arraycopy(weights, 0, shifted, 64, BYTES);
        Files.write(folder.resolve("data").resolve("w.bin"), shifted);
        Files.write(outside.resolve("secret.bin"), shifted);
    }

    private Graph read(Map<String, String> entries) throws IOException {
        TensorProto.Builder tensor = model.proto().getInitializerBuilder(0).clearRawData().clearExternalData()
            .setDataLocation(TensorProto.DataLocation.EXTERNAL);
        new TreeMap<>(entries).forEach((key, value) -> tensor.addExternalData(StringStringEntryProto.newBuilder().setKey(key)
            .setValue(value)));
        return OnnxImport.read(Files.write(folder.resolve("net.onnx"), model.bytes()));
    }

    private void refused(Map<String, String> entries, String message) {
        assertEquals(folder.resolve("net.onnx") + ": node 'y_node' (Conv): constant 'w': " + message,
            assertThrows(InvalidInput.class, () -> read(entries)).getMessage());
    }

    @Test
    void aPartOfAFileInAFolderBelow() throws IOException {
        Graph expected = model.read();
        Graph read = read(Map.of("location", "data/w.bin", "offset", "64", "length", String.valueOf(BYTES)));
        Tensor tensor = read.constants().values().iterator().next();
        assertArrayEquals(expected.constants().values().iterator().next().floats(), tensor.floats());
    }

    @Test
    void theLengthIsThatOfTheType() throws IOException {
        assertEquals(1, read(Map.of("location", "data/w.bin", "offset", "64")).nodes().size());
        refused(Map.of("location", "data/w.bin", "length", "12"), "its type takes 432 bytes, external data gives it 12");
    }

    @Test
    void moreThanTheFileHolds() {
        refused(Map.of("location", "data/w.bin", "offset", "65"), "its data is 432 bytes from 65 of 'w.bin', which has 496");
        refused(Map.of("location", "data/w.bin", "offset", "999999999999999999"),
            "its data is 432 bytes from 999999999999999999 of 'w.bin', which has 496");
    }

    @Test
    void numbersThatAreNone() {
        refused(Map.of("location", "data/w.bin", "offset", "-1"), "the offset of its external data is a number of bytes, got '-1'");
        refused(Map.of("location", "data/w.bin", "length", "9999999999999999999"),
            "the length of its external data is a number of bytes, got '9999999999999999999'");
    }

    @Test
    void pathsOutOfTheFolder() {
        for (String location : new String[] {"../secret.bin", "data/../../secret.bin", "/etc/passwd", "", "\\\\host\\share"}) {
            refused(Map.of("location", location),
                "the location of its data is a path inside the model's folder, got '" + location + "'");
        }
        refused(Map.of("location", "absent.bin"), "its data is in 'absent.bin', which is no file beside the model");
        refused(Map.of("location", "data"), "its data is in 'data', which is no file beside the model");
        refused(Map.of("location", "a\0b"), "the location of its data is no path: 'a?b'");
    }

    @Test
    void linksOutOfTheFolder() throws IOException {
        Files.createSymbolicLink(folder.resolve("link.bin"), outside.resolve("secret.bin"));
        refused(Map.of("location", "link.bin"), "its data is in 'link.bin', a link out of the model's folder");
        Files.createSymbolicLink(folder.resolve("folder"), outside);
        refused(Map.of("location", "folder/secret.bin"), "its data is in 'folder/secret.bin', a link out of the model's folder");
        Files.createSymbolicLink(folder.resolve("inside.bin"), folder.resolve("data").resolve("w.bin"));
        assertEquals(1, read(Map.of("location", "inside.bin", "offset", "64")).nodes().size());
    }
}
