package io.sextant.cli.terminal;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.file.FileFailure;
import io.sextant.ir.file.TextFile;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.onnx.ImportOptions;
import io.sextant.ir.onnx.OnnxImport;
import io.sextant.ir.text.GraphText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Model files that the user names. */
public final class Models {
    private static final int START_BYTES = 1 << 11;
    private static final Pattern TEXT_START = Pattern.compile("\\s*+(?:#[^\\n]*+\\n\\s*+)*+graph\\b");
    private static final int MOST_TEXT_BYTES = 1 << 30;

    private Models() {
    }

    /** How a file holds a graph. */
    public enum Form { ONNX, TEXT }

    /** The graph in an ONNX file or in text form, open extents as by default. */
    public static Graph read(Path file) {
        return read(file, ImportOptions.DEFAULT);
    }

    /** The graph in an ONNX file, with open extents as {@code options} say, or in text form. */
    public static Graph read(Path file, ImportOptions options) {
        if (form(file) == Form.ONNX) {
            return OnnxImport.readModel(file, options).graph();
        }
        String text = TextFile.read(file, MOST_TEXT_BYTES, "a graph in text form");
        try {
            return GraphText.parse(text);
        } catch (InvalidInput e) {
            throw new InvalidInput(file + ": " + e.getMessage(), e);
        }
    }

    /** By the first word: the text form says {@code graph}, maybe after comments; no ONNX file begins with that. */
    public static Form form(Path file) {
        try (InputStream content = Files.newInputStream(existing(file))) {
            String start = new String(content.readNBytes(START_BYTES), StandardCharsets.ISO_8859_1);
            return TEXT_START.matcher(start).lookingAt() ? Form.TEXT : Form.ONNX;
        } catch (IOException e) {
            throw new InvalidInput(file + ": cannot be read: " + FileFailure.reason(e), e);
        }
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
