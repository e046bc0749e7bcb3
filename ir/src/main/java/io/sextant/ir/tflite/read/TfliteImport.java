package io.sextant.ir.tflite.read;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.file.FileFailure;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.type.IllTyped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads TFLite models of one subgraph, float or quantised to i8, u8 or i16, whose operators are among {@link #operators()}. Operators
 * on quantised tensors become operators on integers that round as TFLite's kernels do; quantised weights of float operators ("hybrid"
 * ones, for which TFLite quantises activations as it runs) are read as the real numbers they stand for. What is computed from constants
 * alone is computed.
 *
 * <p>A file from anywhere can be read: every offset and size is checked, and memory and time are bounded in proportion to the file.
 */
public final class TfliteImport {
    private static final long MAX_FILE_BYTES = Integer.MAX_VALUE - 64L;

    private TfliteImport() {
    }

    /**
     * Reads a model file.
     *
     * @throws InvalidInput if it cannot be read: the message names the file, the operator and what was expected; operators that are not
     *     supported are listed together
     */
    public static Graph read(Path path) {
        return readModel(path).graph();
    }

    /** As {@link #read}, with the values that stand for the file's tensors. */
    public static TfliteModel readModel(Path path) {
        try {
            if (!Files.isRegularFile(path)) {
                throw new InvalidInput(path + ": " + (Files.exists(path) ? "not a file" : "no such file"));
            }
            if (Files.size(path) > MAX_FILE_BYTES) {
                throw new InvalidInput(path + ": " + Files.size(path) + " bytes are more than the 2 GiB that a model file may have");
            }
            return parseModel(Files.readAllBytes(path), path.toString());
        } catch (IOException e) {
            throw new InvalidInput(path + ": cannot be read: " + FileFailure.reason(e), e);
        }
    }

    /** Whether a file that begins with these bytes is a TFLite file; eight are enough. */
    public static boolean isModel(byte[] start) {
        return ModelFile.isModel(start);
    }

    /**
     * Reads a model from the bytes of its file.
     *
     * @param sourceName what messages call the model, a file name as a rule
     * @throws InvalidInput as {@link #read}
     */
    public static Graph parse(byte[] bytes, String sourceName) {
        return parseModel(bytes, sourceName).graph();
    }

    /** As {@link #parse}, with the values that stand for the file's tensors. */
    public static TfliteModel parseModel(byte[] bytes, String sourceName) {
        try {
            ReadBudget budget = new ReadBudget(bytes.length);
            return new ModelReading(sourceName, ModelFile.read(bytes, budget), budget).run();
        } catch (InvalidInput | IllTyped e) {
            throw new InvalidInput(sourceName + ": " + e.getMessage(), e);
        }
    }

    /** Names of the operators that are read, in alphabetical order. */
    public static List<String> operators() {
        return OperatorImports.names();
    }
}
