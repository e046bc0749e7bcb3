package io.sextant.ir.kernel;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.digest.Sha256;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.op.OpText;
import io.sextant.ir.op.Value;
import io.sextant.ir.text.GraphText;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A fused operator: what is computed, by operators, attributes, shapes and element types, weights by type alone. Two kernels are equal
 * if their canonical texts are.
 */
public final class Kernel {
    private static final String VERSION = "sextant-kernel/1";

    private final Graph body;
    private final String text;

    private Kernel(Graph body) {
        this.body = body;
        this.text = canonicalText(body);
    }

    /** The kernel whose graph has the canonical form {@code body}. */
    static Kernel of(CanonicalBody body) {
        return new Kernel(body.graph());
    }

    /**
     * Reads a kernel's canonical text.
     *
     * @throws InvalidInput if it is not the canonical text of a kernel of this version
     */
    public static Kernel parse(String text) {
        if (!text.startsWith(VERSION + " ")) {
            throw new InvalidInput("kernel text: expected to begin with '" + VERSION + " ', found '"
                + text.substring(0, Math.min(text.length(), 40)) + "'");
        }
        Graph graph = GraphText.parseStatements("kernel", text, VERSION.length());
        List<Node> nodes = graph.nodes();
        if (nodes.isEmpty() || graph.outputs().size() != 1
            || !graph.outputs().get(0).value().equals(nodes.get(nodes.size() - 1).result())) {
            throw new InvalidInput("kernel text: expected operators, and the result of the last as the one output");
        }
        Kernel kernel = of(CanonicalBody.of(nodes, graph::isConstant));
        if (!kernel.text.equals(text)) {
            throw new InvalidInput("kernel text is not canonical: expected '" + kernel.text + "'");
        }
        return kernel;
    }

    /**
     * The kernel as a graph: activations are its inputs, in the order of their first use; its constants are zeros that stand for weights
     * of their types; one output.
     */
    public Graph body() {
        return body;
    }

    /** The canonical text, one line, beginning with the version of its form. */
    public String text() {
        return text;
    }

    /** SHA-256 of the canonical text in hexadecimal. */
    public String signature() {
        return Sha256.of(text);
    }

    /** A person's words for it, e.g. {@code convolution k5 s2 16->32 @20 +relu}; different kernels may share them. */
    public String label() {
        List<Node> nodes = body.nodes();
        String first = nodes.get(0).op().accept(new Label());
        return nodes.stream().skip(1).map(node -> " +" + Label.name(node.op())).collect(Collectors.joining("", first, ""));
    }

    private static String canonicalText(Graph body) {
        Stream<String> inputs = body.inputs().stream().map(input -> "input " + input.value());
        Stream<String> weights = body.constants().keySet().stream().map(value -> "const " + value);
        Stream<String> nodes = body.nodes().stream()
            .map(node -> node.result() + " = " + OpText.format(node.op(), operand -> "%" + operand.id()));
        Value result = body.outputs().get(0).value();
        return Stream.of(inputs, weights, nodes, Stream.of("output %" + result.id())).flatMap(part -> part)
            .collect(Collectors.joining("; ", VERSION + " ", ""));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Kernel kernel && kernel.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return label();
    }
}
