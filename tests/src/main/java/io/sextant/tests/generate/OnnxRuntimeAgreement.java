package io.sextant.tests.generate;

import io.sextant.codegen.onnxruntime.OnnxRuntimeModel;
import io.sextant.ir.check.Check;
import io.sextant.ir.check.Checks;
import io.sextant.ir.check.Expectation;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Cast;
import io.sextant.ir.op.Quantize;
import io.sextant.ir.type.DType;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * ONNX Runtime, with all its optimisations, computes what the interpreter does. Where it does so only without optimisations, the fault is
 * its optimiser's: that is counted, as are graphs of which it cannot run an operator.
 */
final class OnnxRuntimeAgreement implements Check {
    private int unsupported;
    private int wronglyOptimised;

    @Override
    public String name() {
        return "onnxruntime";
    }

    @Override
    public Optional<String> violation(Expectation expected) {
        if (passesFourBits(expected.graph())) {
            unsupported++;
            return Optional.empty();
        }
        if (!Checks.isWritable(expected.graph()) || expected.graph().nodes().stream().anyMatch(OnnxRuntimeAgreement::isKnownFault)) {
            return Optional.empty();
        }
        try {
            if (violation(expected, true).isEmpty()) {
                return Optional.empty();
            }
        } catch (IllegalStateException refused) {
            // What it says without optimisations is the model's own fault.
        }
        Optional<String> own = violation(expected, false);
        wronglyOptimised += own.isEmpty() ? 1 : 0;
        return own;
    }

    /** It copies no i4, and its Java side cannot hold any. */
    private static boolean passesFourBits(Graph graph) {
        return Stream.concat(graph.inputs().stream(), graph.outputs().stream()).anyMatch(port -> port.value().type().dtype() == DType.I4);
    }

    /**
     * ONNX Runtime 1.29 leaves out the zero point where it quantises f16 to i16, and rounds f16 quotients elsewhere than we do. What it
     * casts to i4 comes out as zeros in some graphs, and right when nothing else is in the graph.
     */
    private static boolean isKnownFault(Node node) {
        return node.op() instanceof Quantize op && op.input().type().dtype() != DType.F32
            || node.op() instanceof Cast cast && cast.dtype() == DType.I4;
    }

    private Optional<String> violation(Expectation expected, boolean optimised) {
        try {
            return expected.difference(OnnxRuntimeModel.outputs(expected.graph(), expected.sample().inputs(), optimised));
        } catch (UnsupportedOperationException e) {
            unsupported++;
            return Optional.empty();
        }
    }

    @Override
    public Map<String, Integer> counts() {
        return Map.of("graphs that ONNX Runtime has no kernels for", unsupported,
            "graphs that ONNX Runtime gets wrong by optimising", wronglyOptimised);
    }
}
