package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.op.CumulativeSum;
import io.sextant.ir.op.Dequantize;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Quantize;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import java.util.List;
import java.util.stream.Stream;

/**
 * The version of ONNX's operators in which a graph is written: the least that has its element types, since runtimes optimise older
 * versions best.
 */
final class Opset {
    static final int LEAST = 17;
    /** QuantizeLinear and DequantizeLinear of f16 and bf16. */
    private static final int NARROW_SCALES = 19;
    /** INT4, and INT16 as a quantised type. */
    private static final int FOUR_BITS = 21;
    /** BFLOAT16 in convolution, pooling and activations. */
    private static final int BRAIN_FLOATS = 22;

    private Opset() {
    }

    /** @throws InvalidInput if ONNX has an operator of the graph in no version for its element type */
    static int of(Graph graph) {
        int opset = LEAST;
        for (Node node : graph.nodes()) {
            opset = Math.max(opset, of(graph, node));
        }
        return opset;
    }

    private static int of(Graph graph, Node node) {
        Op op = node.op();
        if (has(node, DType.I4) && !(ConversionExport.is(op) || op instanceof Reshape || op instanceof Transpose || op instanceof Pad)) {
            throw absent(graph, node, DType.I4, DType.I8);
        }
        for (DType narrow : List.of(DType.I8, DType.U8, DType.I16)) {
            if (has(node, narrow) && !accumulates(op, narrow)) {
                throw absent(graph, node, narrow, DType.I32);
            }
        }
        boolean scaled = op instanceof Quantize || op instanceof Dequantize;
        if (has(node, DType.BF16)) {
            return BRAIN_FLOATS;
        }
        if (has(node, DType.I4) || scaled && has(node, DType.I16)) {
            return FOUR_BITS;
        }
        return scaled && has(node, DType.F16) ? NARROW_SCALES : LEAST;
    }

    /** Sums have no narrow integers; maximum and minimum over axes have those of 8 bits. */
    private static boolean accumulates(Op op, DType narrow) {
        if (op instanceof Reduce reduce) {
            return (reduce.kind() == Reduce.Kind.MAX || reduce.kind() == Reduce.Kind.MIN) && narrow != DType.I16;
        }
        return !(op instanceof CumulativeSum);
    }

    private static InvalidInput absent(Graph graph, Node node, DType dtype, DType wider) {
        return new InvalidInput("cannot write graph '" + graph.name() + "' as ONNX: it has no " + node.op().mnemonic() + " of "
            + dtype.text() + " (" + node + "); cast to " + wider.text() + " before it");
    }

    private static boolean has(Node node, DType dtype) {
        return Stream.concat(Stream.of(node.result()), node.op().operands().stream()).map(Value::type)
            .anyMatch(type -> type.dtype() == dtype);
    }

    /** The version of the file format that came with {@code opset}. */
    static int irVersion(int opset) {
        return opset < 19 ? OnnxExport.IR_VERSION : opset < 21 ? 9 : 10;
    }
}
