package io.sextant.cli.terminal;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.file.FileFailure;
import io.sextant.ir.file.TextFile;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.onnx.ImportOptions;
import io.sextant.ir.onnx.ImportedModel;
import io.sextant.ir.onnx.OnnxImport;
import io.sextant.ir.onnx.PortLayouts;
import io.sextant.ir.op.Dequantize;
import io.sextant.ir.rewrite.Rewrites;
import io.sextant.ir.text.GraphText;
import io.sextant.ir.tflite.read.TfliteImport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/** Model files that the user names. */
public final class Models {
    private static final int START_BYTES = 1 << 11;
    private static final Pattern TEXT_START = Pattern.compile("\\s*+(?:#[^\\n]*+\\n\\s*+)*+graph\\b");
    private static final int MOST_TEXT_BYTES = 1 << 30;
    private static final PortLayouts SAME_LAYOUTS = new PortLayouts(Map.of(), Map.of());

    private Models() {
    }

    /** How a file holds a graph. */
    public enum Form { ONNX, TFLITE, TEXT }

    /** The graph in an ONNX file, a TFLite file or in text form, open extents as by default. */
    public static Graph read(Path file) {
        return read(file, form(file), ImportOptions.DEFAULT).graph();
    }

    /**
     * The graph in a file of the form {@code form}, and how an ONNX file's inputs and outputs hold those of the graph; in files of other
     * forms they are as in the graph.
     *
     * @param options fix the open extents of an ONNX file
     */
    static ImportedModel read(Path file, Form form, ImportOptions options) {
        return switch (form) {
            case ONNX -> OnnxImport.readModel(file, options);
            case TFLITE -> new ImportedModel(TfliteImport.read(file), SAME_LAYOUTS);
            case TEXT -> new ImportedModel(parse(file), SAME_LAYOUTS);
        };
    }

    private static Graph parse(Path file) {
        String text = TextFile.read(file, MOST_TEXT_BYTES, "a graph in text form");
        try {
            return GraphText.parse(text);
        } catch (InvalidInput e) {
            throw new InvalidInput(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * The graph with quantised types where it has operators that quantise and dequantise, so that its kernels are those that are computed
     * on integers; any other graph as it is.
     */
    public static Graph quantised(Graph graph) {
        return graph.nodes().stream().anyMatch(node -> node.op() instanceof Dequantize) ? Rewrites.QUANTISED.run(graph).graph() : graph;
    }

    /**
     * By the first bytes: a TFLite file says so after four of them; the text form begins with the word {@code graph}, maybe after
     * comments; no ONNX file does either.
     */
    public static Form form(Path file) {
        try (InputStream content = Files.newInputStream(existing(file))) {
            byte[] start = content.readNBytes(START_BYTES);
            if (TfliteImport.isModel(start)) {
                return Form.TFLITE;
            }
            return TEXT_START.matcher(new String(start, StandardCharsets.ISO_8859_1)).lookingAt() ? Form.TEXT : Form.ONNX;
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
            throw new InvalidInput("there is no file " + file + "; give the path of an ONNX or TFLite model");
        }
        if (!Files.isReadable(file)) {
            throw new InvalidInput("the file " + file + " cannot be read; check its permissions");
        }
        if (file.toFile().length() == 0 && Files.isRegularFile(file)) {
            throw new InvalidInput("the file " + file + " is empty; give the path of an ONNX or TFLite model");
        }
        return file;
    }
}
