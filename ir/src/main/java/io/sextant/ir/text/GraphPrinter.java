package io.sextant.ir.text;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.op.OpText;
import io.sextant.ir.op.Value;

/** Writes {@link GraphText}. */
final class GraphPrinter {
    private GraphPrinter() {
    }

    static String print(Graph graph, GraphText.Weights weights) {
        StringBuilder text = new StringBuilder("graph ").append(quoted(graph.name())).append(" {\n");
        graph.inputs().forEach(input -> text.append("  input ").append(input.value())
            .append(' ').append(quoted(input.name())).append('\n'));
        graph.constants().forEach((value, tensor) -> text.append("  const ").append(value).append(" = ")
            .append(ConstantText.print(tensor, weights)).append('\n'));
        graph.nodes().forEach(node -> text.append("  ").append(node.result()).append(" = ")
            .append(OpText.format(node.op(), GraphPrinter::reference)).append('\n'));
        graph.outputs().forEach(output -> text.append("  output ").append(reference(output.value())).append(' ')
            .append(quoted(output.name())).append('\n'));
        return text.append("}\n").toString();
    }

    private static String reference(Value value) {
        return "%" + value.id();
    }

    private static String quoted(String name) {
        StringBuilder text = new StringBuilder("\"");
        for (char c : name.toCharArray()) {
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || c == 0x7f || Character.isSurrogate(c)) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.append('"').toString();
    }
}
