package io.sextant.ir.tflite.write;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.file.AtomicFile;
import io.sextant.ir.file.FileFailure;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.QuantizedRules;
import io.sextant.ir.op.Rounding;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes graphs as TFLite models, weights inside, the same bytes for the same graph: f32, and quantised i8 with {@link Rounding#TFLITE},
 * which TFLite's built-in kernels then compute to the bit as the interpreter does. Inputs and outputs are the graph's, by name, order and
 * type.
 *
 * <p>Values of shape (N, L, C) lie in the file as (N, 1, L, C) between spatial operators. A tensor that holds a value of the graph is
 * named {@code %} and the value's id, with {@code /lifted} after it in that form; inputs and outputs have the names of their ports.
 */
public final class TfliteExport {
    /** Flatbuffers end at 2 GiB; what is not weights takes the rest. */
    private static final long MAX_WEIGHT_BYTES = Integer.MAX_VALUE - (64L << 20);

    private TfliteExport() {
    }

    /**
     * The model as a flatbuffer.
     *
     * @throws InvalidInput if TFLite has no counterpart of an operator or element type, or computes it otherwise, naming the node; or if
     *     the weights do not fit a file
     */
    public static byte[] bytes(Graph graph) {
        long weights = graph.constants().keySet().stream().mapToLong(value -> value.type().bytes()).sum();
        if (weights > MAX_WEIGHT_BYTES) {
            throw new InvalidInput("cannot write graph '" + graph.name() + "' as TFLite: its weights take " + weights
                + " bytes, and a model file holds less than 2 GiB");
        }
        FileGraph file = new FileGraph(graph);
        FusedActivations fused = FusedActivations.of(graph);
        for (Node node : graph.nodes()) {
            Call call = Call.of(node);
            if (node.op() instanceof Quantized quantized) {
                requireTflite(call, quantized);
            }
            if (!fused.isPartOfAnother(node)) {
                NodeWriter.write(file, fused.joined(node, call));
            }
        }
        return file.finished();
    }

    /**
     * Writes the model to {@code path}, whole or not at all.
     *
     * @throws InvalidInput as {@link #bytes}, or if the file cannot be written
     */
    public static void write(Graph graph, Path path) {
        byte[] bytes = bytes(graph);
        try {
            AtomicFile.write(path, bytes);
        } catch (IOException e) {
            throw new InvalidInput("cannot write " + path + ": " + FileFailure.reason(e), e);
        }
    }

    private static void requireTflite(Call call, Quantized quantized) {
        if (quantized.rounding() != Rounding.TFLITE) {
            throw call.refusal("its rounding is qdq, and TFLite's is tflite");
        }
        QuantizedRules.violation(quantized).ifPresent(violation -> {
            throw call.refusal(violation);
        });
    }
}
