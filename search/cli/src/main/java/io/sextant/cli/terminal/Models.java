package io.sextant.cli.terminal;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.onnx.OnnxImport;
import java.nio.file.Files;
import java.nio.file.Path;

/** Model files that the user names. */
public final class Models {
    private Models() {
    }

    /** The graph in an ONNX file. */
    public static Graph read(Path file) {
        return OnnxImport.read(existing(file));
    }

    /** The same path, once it is known to be a readable file with content. */
    public static Path existing(Path file) {
        if (Files.isDirectory(file)) {
            throw new InvalidInput(file + " is a folder; name a model file, e.g. " + file.resolve("winner.onnx"));
        }
        if (!Files.exists(file)) {
            throw new InvalidInput("there is no file " + file + "; give the path of an ONNX model");
        }
        if (!Files.isReadable(file)) {
            throw new InvalidInput("the file " + file + " cannot be read; check its permissions");
        }
        if (file.toFile().length() == 0 && Files.isRegularFile(file)) {
            throw new InvalidInput("the file " + file + " is empty; give the path of an ONNX model");
        }
        return file;
    }
}
