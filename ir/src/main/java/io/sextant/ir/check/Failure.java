package io.sextant.ir.check;

import io.sextant.ir.generate.Sample;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.graph.Node;
import io.sextant.ir.graph.Port;
import io.sextant.ir.op.Op;
import io.sextant.ir.text.GraphText;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A check that fails, and the smallest sample found for which it does.
 *
 * @param nodes operators that the sample had at first
 */
public record Failure(Finding finding, Sample sample, int nodes) {
    /** The operators of the smallest sample, by which faults are told apart. */
    public List<String> operators() {
        return sample.graph().nodes().stream().map(Node::op).map(Op::mnemonic).toList();
    }

    /** Seed, check and what it found as comments, the graph in the text form, and its inputs as the outputs of another graph. */
    public String text() {
        String heading = "# seed " + sample.seed() + ", " + nodes + " nodes, reduced to " + sample.graph().nodes().size() + "\n"
            + finding.toString().lines().map(line -> "# " + line + "\n").collect(Collectors.joining());
        return heading + GraphText.print(sample.graph()) + (sample.inputs().isEmpty() ? "" : inputs());
    }

    private String inputs() {
        GraphBuilder held = new GraphBuilder("inputs");
        List<Port> ports = sample.graph().inputs();
        for (int i = 0; i < ports.size(); i++) {
            held.output(ports.get(i).name(), held.constant(sample.inputs().get(i)));
        }
        return GraphText.print(held.build()).lines().map(line -> "# " + line + "\n").collect(Collectors.joining());
    }
}
