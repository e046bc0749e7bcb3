package io.sextant.codegen.onnxruntime;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Quantized;

/**
 * What ONNX Runtime's optimiser makes one operator of on a CPU, as its profiles show. A residual is added inside of a convolution
 * only in the blocked layout (NCHWc), which it has for two spatial dimensions.
 */
final class OnnxRuntimeFusion {
    private static final String CLASSIFIER = "dense > unary(relu, sigmoid, tanh, hard_sigmoid)";
    private static final Fusion IMAGES = Fusion.parse(
        "convolution > batch_norm > binary(add) > unary(relu, relu6, sigmoid, tanh, hard_sigmoid)", CLASSIFIER);
    private static final Fusion SEQUENCES = Fusion.parse(
        "convolution > batch_norm > unary(relu, relu6, sigmoid, tanh, hard_sigmoid)", CLASSIFIER);

    private OnnxRuntimeFusion() {
    }

    static Fusion of(Graph graph) {
        boolean sequences = graph.nodes().stream().map(node -> real(node.op()))
            .anyMatch(op -> op instanceof Convolution convolution && convolution.strides().size() == 1);
        return sequences ? SEQUENCES : IMAGES;
    }

    /** A network over sequences is one on integers too. */
    private static Op real(Op op) {
        return op instanceof Quantized quantized ? quantized.real() : op;
    }
}
