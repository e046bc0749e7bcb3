package io.sextant.codegen.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names as ONNX Runtime 1.29 gave them. */
class NodeTraceTest {
    @Test
    void fusedAndBlockedNamesLeadToTheirKernels() {
        assertEquals(List.of("convolution k5 1->16 @40 +relu", "-", "convolution k3 16->16 @40", "add [1x40x16]", "relu [1x40x16]",
            "-", "global_average_pool 16 @40", "reshape [1x1x16]->[1x16]", "dense 16->10"),
            traced(Models.sequenceNet(), "relu_1_nchwc:Conv", "ReorderOutput_token_24:ReorderOutput", "convolution_2:Conv",
                "add_3:Add", "relu_4:Relu", "relu_4_channels_last:Transpose", "global_average_pool_5:GlobalAveragePool", "reshape_6:Reshape",
                "fused dense_7:FusedGemm"));
        assertEquals(List.of("dense 16->10"), traced(Models.sequenceNet(), "logits:Gemm"));
    }

    @Test
    void whatLostItsNameIsKnownByItsPlace() {
        assertEquals(List.of("relu [1x4]", "hard_swish [1x4]", "hard_swish [1x4]", "silu [1x4]"),
            traced(reluHardSwishSilu(), "relu_0:Relu", "HardSigmoid_27:HardSigmoid", "Mul_28:Mul",
                "silu_2/QuickGeluFusion/:QuickGelu"));
        assertEquals(List.of("-", "silu [1x4]"), traced(reluHardSwishSilu(), "Mul_28:Mul", "silu_2:QuickGelu"));
    }

    @Test
    void namesThatTheExportDidNotGiveAreNotTraced() {
        assertEquals(List.of("-", "-", "-"), traced(Models.sequenceNet(), "dense_2:Gemm", "relu_99:Relu", "/features/Conv_2:Conv"));
    }

    @Test
    void whatIsComputedOnIntegersLeadsToTheQuantisedKernels() {
        assertEquals(List.of("requantize f32->i8 [1x40x1]", "-", "i8 convolution k5 s2 1->16 @20", "i8 add [1x20x16]", "i8 dense 32->10"),
            traced(QuantizedNetwork.sequences(1, 0).graph(), "quantize_0:QuantizeLinear", "Transpose:Transpose",
                "convolution_4_token_2:QLinearConv", "add_17:QLinearAdd", "dense_31:QGemm"));
    }

    private static List<String> traced(Graph graph, String... nodes) {
        List<ProfiledNode> profile = List.of(nodes).stream().map(node -> node.split(":"))
            .map(parts -> new ProfiledNode(parts[0], parts[1], 1)).toList();
        return new NodeTrace(graph, OnnxRuntimeFusion.of(graph)).kernels(profile).stream()
            .map(kernel -> kernel.map(placed -> placed.kernel().label()).orElse("-")).toList();
    }

    private static Graph reluHardSwishSilu() {
        GraphBuilder net = new GraphBuilder("net");
        Value first = net.add(new Unary(net.input("x", TensorType.f32(1, 4)), Unary.Kind.RELU));
        Value second = net.add(new Unary(first, Unary.Kind.HARD_SWISH));
        return net.output("y", net.add(new Unary(second, Unary.Kind.SILU))).build();
    }
}
