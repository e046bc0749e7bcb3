package io.sextant.tests.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.onnx.OnnxExport;
import io.sextant.ir.onnx.OnnxImport;
import io.sextant.ir.rewrite.Rewrites;
import io.sextant.ir.rewrite.Rewritten;
import org.junit.jupiter.api.Test;

class MobileNetV3LargeTest {
    /** Those of torchvision's model; 219 M multiply-accumulates are published. */
    @Test
    void hasTheParametersAndMacsThatArePublished() {
        GraphCost cost = GraphCost.of(MobileNetV3Large.graph());
        assertEquals(5_483_032, cost.parameters());
        assertEquals(219e6, cost.macs(), 3e6);
    }

    @Test
    void comesBackFromItsFileAndLosesItsBatchNormalisations() {
        Graph graph = OnnxImport.parse(OnnxExport.toBytes(MobileNetV3Large.graph()), "mobilenet_v3_large.onnx");
        assertEquals(MobileNetV3Large.graph().nodes().size(), graph.nodes().size());
        Rewritten rewritten = Rewrites.INFERENCE.run(graph);
        assertEquals(46, rewritten.fired().get("FoldBatchNorm"), rewritten::report);
        assertTrue(rewritten.graph().nodes().stream().noneMatch(node -> node.op().mnemonic().equals("batch_norm")));
    }
}
