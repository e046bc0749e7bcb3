package io.sextant.ir.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.file.FileFailure;
import io.sextant.ir.graph.Graph;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads ONNX models of opset 11 to 23 whose operators the IR has, or which come down to such ({@code NodeImports} knows them by name);
 * of other domains, a few of com.microsoft. QDQ models keep their quantised weights; QLinear operators are read as dequantise, compute,
 * quantise. What depends on shapes and constants alone is computed, and a branch whose condition is such is taken; both are bounded in
 * memory and time, so that a file from anywhere can be read.
 *
 * <p>Graph inputs of rank 3 or 4 that a spatial operator uses directly are taken for channels-first and become channels-last in the
 * graph; others keep their order. A symbolic, absent, zero or negative extent is fixed by {@link ImportOptions}.
 */
public final class OnnxImport {
    private static final long MAX_FILE_BYTES = Integer.MAX_VALUE - 64L;

    private OnnxImport() {
    }

    /**
     * Reads a model file, with weights in files beside it where it says so; open extents are fixed as by {@link ImportOptions#DEFAULT}.
     *
     * @throws InvalidInput if it cannot be read: the message names the file, the place and what was expected; operators that are
     *     not supported are listed together
     */
    public static Graph read(Path path) {
        return readModel(path).graph();
    }

    /** As {@link #read}, with the layouts of inputs and outputs in the file. */
    public static ImportedModel readModel(Path path) {
        return readModel(path, ImportOptions.DEFAULT);
    }

    /** As {@link #readModel(Path)}, with open extents fixed as {@code options} say. */
    public static ImportedModel readModel(Path path, ImportOptions options) {
        try {
            if (!Files.isRegularFile(path)) {
                throw new InvalidInput(path + ": " + (Files.exists(path) ? "not a file" : "no such file"));
            }
            if (Files.size(path) > MAX_FILE_BYTES) {
                throw new InvalidInput(path + ": " + Files.size(path)
                    + " bytes are more than the 2 GiB that a model file may have");
            }
            ExternalData external = new ExternalData(Optional.of(path.toAbsolutePath().getParent()));
            return parse(Files.readAllBytes(path), path.toString(), external, options);
        } catch (IOException e) {
            throw new InvalidInput(path + ": cannot be read: " + FileFailure.reason(e), e);
        }
    }

    /**
     * Looks whether a file is a model at all, whatever is in it: a quick look before costly work, which reads no operator and no weight.
     *
     * @throws InvalidInput if it is none, or only a part of one
     */
    public static void requireModel(Path path) {
        try (InputStream content = Files.newInputStream(path)) {
            ModelReader.requireModel(content, path.toString());
        } catch (IOException e) {
            throw new InvalidInput(path + ": cannot be read: " + FileFailure.reason(e), e);
        }
    }

    /**
     * Reads a model from its binary form.
     *
     * @param sourceName what messages call the model, a file name as a rule
     * @throws InvalidInput as {@link #read}
     */
    public static Graph parse(byte[] bytes, String sourceName) {
        return parseModel(bytes, sourceName).graph();
    }

    /** As {@link #parse}, with the layouts of inputs and outputs in the file. */
    public static ImportedModel parseModel(byte[] bytes, String sourceName) {
        return parseModel(bytes, sourceName, ImportOptions.DEFAULT);
    }

    /** As {@link #parseModel(byte[], String)}, with open extents fixed as {@code options} say. */
    public static ImportedModel parseModel(byte[] bytes, String sourceName, ImportOptions options) {
        return parse(bytes, sourceName, new ExternalData(Optional.empty()), options);
    }

    static ImportedModel parse(byte[] bytes, String sourceName, ExternalData external, ImportOptions options) {
        ModelProto model = ModelReader.read(bytes, sourceName);
        return new ModelImport(sourceName, model, bytes.length, external, options).run();
    }
}
