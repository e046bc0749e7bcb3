package io.sextant.ir.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.file.AtomicFile;
import io.sextant.ir.file.FileFailure;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.quantize.form.SpellOutQuantisation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes graphs as ONNX models, weights inside, the same bytes for the same graph: opset 17 and IR version 8, or later ones for element
 * types that need them (quantised i4 and i16 opset 21, bf16 opset 22).
 *
 * <p>Inputs and outputs of rank 3 or 4 that belong to spatial operators are channels-first in the model (NCHW, NCL) though
 * channels-last in the graph; {@link #layouts} says which. Nodes are named after the operator and its index in the graph
 * ({@code convolution_3}).
 *
 * <p>Quantised types and operators are written as QuantizeLinear and DequantizeLinear around operators of f32, in the pattern that runtimes
 * compute on integers: see {@link SpellOutQuantisation}. Their inputs and outputs are bare integers.
 *
 * <p>{@link OnnxImport} gives back a graph of the same structure and content hash: what is not clear from ONNX (whether a transpose
 * is of the network or of its layout, whether a sigmoid belongs to a silu) is marked in the node's documentation. There are these
 * exceptions, which come back as an equivalent graph:
 * <ul>
 * <li>a constant operand of an element-wise operator that has leading extents of 1 and yet fewer dimensions than its channels-last
 * partner comes back with as many dimensions as the partner
 * <li>a constant that is used in two layouts (as a filter and as an operand, say) comes back as two constants
 * </ul>
 */
public final class OnnxExport {
    /** The least that is written. */
    static final int IR_VERSION = 8;
    private static final String PRODUCER = "sextant";
    /** Protocol buffers end at 2 GiB; what is not weights takes the rest. */
    private static final long MAX_WEIGHT_BYTES = Integer.MAX_VALUE - (64L << 20);

    private OnnxExport() {
    }

    /**
     * The model in ONNX's binary form.
     *
     * @throws InvalidInput if an input and an output of the graph share a name, the weights do not fit a file, or ONNX has not an
     *     operator for its element type
     */
    public static byte[] toBytes(Graph graph) {
        return bytes(graph, false);
    }

    /**
     * The model in ONNX's binary form, whose inputs and outputs lie as those of the graph: channels-last, however operators use them.
     *
     * @throws InvalidInput as {@link #toBytes}
     */
    public static byte[] toBytesAsLaidOut(Graph graph) {
        return bytes(graph, true);
    }

    private static byte[] bytes(Graph graph, boolean asLaidOut) {
        long weights = graph.constants().keySet().stream().mapToLong(value -> value.type().bytes()).sum();
        if (weights > MAX_WEIGHT_BYTES) {
            throw new InvalidInput("cannot write graph '" + graph.name() + "' as ONNX: its weights take " + weights
                + " bytes, and a model file holds less than 2 GiB");
        }
        ExportGraph export = exported(graph, asLaidOut);
        return ModelProto.newBuilder().setIrVersion(Opset.irVersion(export.opset())).setProducerName(PRODUCER)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(export.opset()))
            .setGraph(export.proto()).build().toByteArray();
    }

    /** How inputs and outputs of the model hold those of the graph. */
    public static PortLayouts layouts(Graph graph) {
        return exported(graph, false).layouts();
    }

    /**
     * Writes the model to {@code path}, whole or not at all.
     *
     * @throws InvalidInput if the file cannot be written
     */
    public static void write(Graph graph, Path path) {
        byte[] bytes = toBytes(graph);
        try {
            AtomicFile.write(path, bytes);
        } catch (IOException e) {
            throw new InvalidInput("cannot write " + path + ": " + FileFailure.reason(e), e);
        }
    }

    private static ExportGraph exported(Graph any, boolean asLaidOut) {
        Graph graph = SpellOutQuantisation.of(any);
        ExportGraph export = new ExportGraph(graph, asLaidOut);
        List<Node> nodes = graph.nodes();
        for (int index = 0; index < nodes.size(); index++) {
            Node node = nodes.get(index);
            export.begin(NodeName.of(node.op()) + "_" + index);
            node.op().accept(new OpExport(export, node.result()));
        }
        export.end();
        return export;
    }
}
