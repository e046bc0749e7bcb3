package io.sextant.search.space;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Unary;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The names that the layers of a part have in the Once-for-All latency tables of the Note10. */
final class Note10Keys {
    private Note10Keys() {
    }

    static List<String> of(Graph part) {
        if (has(part, op -> op instanceof Dense)) {
            return head(part);
        }
        return List.of(has(part, op -> op instanceof Convolution convolution && convolution.isDepthwise()) ? block(part)
            : "Conv" + ends(input(part), output(part)));
    }

    private static String block(Graph part) {
        Convolution depthwise = operators(part, Convolution.class).stream().filter(Convolution::isDepthwise).findFirst().orElseThrow();
        return "expanded_conv" + ends(input(part), output(part)) + "-expand:" + depthwise.type().shape().last()
            + "-kernel:" + depthwise.kernel().get(0) + "-stride:" + depthwise.strides().get(0)
            + flag("idskip", has(part, op -> op instanceof Binary binary && binary.kind() == Binary.Kind.ADD))
            + flag("se", has(part, op -> op instanceof Binary binary && binary.kind() == Binary.Kind.MUL))
            + flag("hs", has(part, op -> op instanceof Unary unary && unary.kind() == Unary.Kind.HARD_SWISH));
    }

    private static List<String> head(Graph part) {
        Convolution widened = operators(part, Convolution.class).get(0);
        GlobalPool pool = operators(part, GlobalPool.class).get(0);
        List<Dense> dense = operators(part, Dense.class);
        return List.of("Conv_1" + ends(widened.input().type(), widened.type()), "AvgPool2D" + ends(pool.input().type(), pool.type()),
            "Conv_2-input:1x1x" + dense.get(0).input().type().dim(1) + "-output:1x1x" + dense.get(0).type().dim(1),
            "Logits-input:1x1x" + dense.get(1).input().type().dim(1) + "-output:" + dense.get(1).type().dim(1));
    }

    private static <T extends Op> List<T> operators(Graph part, Class<T> type) {
        return part.nodes().stream().map(Node::op).filter(type::isInstance).map(type::cast).toList();
    }

    private static boolean has(Graph part, Predicate<Op> wanted) {
        return part.nodes().stream().map(Node::op).anyMatch(wanted);
    }

    private static TensorType input(Graph part) {
        return part.inputs().get(0).value().type();
    }

    private static TensorType output(Graph part) {
        return part.outputs().get(0).value().type();
    }

    private static String flag(String name, boolean value) {
        return "-" + name + ":" + (value ? 1 : 0);
    }

    /** {@code -input:56x56x32-output:28x28x48}. */
    private static String ends(TensorType in, TensorType out) {
        return "-input:" + extents(in) + "-output:" + extents(out);
    }

    private static String extents(TensorType type) {
        return type.shape().dims().stream().skip(1).map(String::valueOf).collect(Collectors.joining("x"));
    }
}
