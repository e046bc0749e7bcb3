package io.sextant.ir.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** {@code If} nodes, as exporters leave them where a condition depends on nothing but shapes. */
final class Branch {
    private Branch() {
    }

    static boolean is(ImportNode node) {
        return node.is("If");
    }

    /** The graph that the condition leads to. */
    static GraphProto taken(ImportNode node, GraphImport graph) {
        GraphProto then = node.graph("then_branch");
        GraphProto otherwise = node.graph("else_branch");
        Tensor condition = graph.literal(node.input(0), "the condition", 1);
        if (condition.type().dtype() != DType.BOOL) {
            throw new InvalidInput("the condition is one bool, got " + condition.type());
        }
        return condition.ints()[0] != 0 ? then : otherwise;
    }

    /** Names that the graphs in a node's attributes use and do not define. */
    static Set<String> captured(NodeProto node) {
        Set<String> captured = new LinkedHashSet<>();
        for (AttributeProto attribute : node.getAttributeList()) {
            if (attribute.hasG()) {
                captured.addAll(free(attribute.getG()));
            }
        }
        return captured;
    }

    private static Set<String> free(GraphProto graph) {
        Set<String> used = new LinkedHashSet<>();
        Set<String> defined = new HashSet<>();
        graph.getInitializerList().forEach(initializer -> defined.add(initializer.getName()));
        graph.getInputList().forEach(input -> defined.add(input.getName()));
        for (NodeProto node : graph.getNodeList()) {
            used.addAll(node.getInputList());
            used.addAll(captured(node));
            defined.addAll(node.getOutputList());
        }
        graph.getOutputList().forEach(output -> used.add(output.getName()));
        used.removeAll(defined);
        return used;
    }
}
