package io.sextant.ir.graph;

import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.IllTyped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The verifier of whole graphs; operators verify themselves when they are built.
 * <ul>
 * <li>G1: every value id is defined once: as input, constant or node result
 * <li>G2: an operand is defined before its use, with the type of its definition
 * <li>G3: a node's result has the type that its operator infers
 * <li>G4: a constant's tensor has the type of its value
 * <li>G5: at least one output, each defined
 * <li>G6: port names are not blank, and unique among inputs and among outputs
 * </ul>
 */
final class GraphConstraints {
    private GraphConstraints() {
    }

    static void check(List<Port> inputs, Map<Value, Tensor> constants, List<Node> nodes, List<Port> outputs) {
        Map<Integer, Value> defined = new HashMap<>();
        inputs.forEach(input -> define(defined, input.value()));
        constants.forEach((value, tensor) -> {
            define(defined, value);
            IllTyped.unless(tensor.type().equals(value.type()), "graph G4", "constant %s holds its type, tensor is %s", value,
                tensor.type());
        });
        for (Node node : nodes) {
            node.op().operands().forEach(operand -> use(defined, operand, "G2", node.op().mnemonic()));
            IllTyped.unless(node.result().type().equals(node.op().type()), "graph G3", "%s infers %s, result is %s",
                node.op().mnemonic(), node.op().type(), node.result());
            define(defined, node.result());
        }
        IllTyped.unless(!outputs.isEmpty(), "graph G5", "a graph has at least one output");
        outputs.forEach(output -> use(defined, output.value(), "G5", "output " + output.name()));
        unique(inputs, "input");
        unique(outputs, "output");
    }

    private static void define(Map<Integer, Value> defined, Value value) {
        IllTyped.unless(defined.put(value.id(), value) == null, "graph G1", "%%%d is defined once, here again as %s", value.id(), value);
    }

    private static void use(Map<Integer, Value> defined, Value value, String constraint, String user) {
        Value definition = defined.get(value.id());
        IllTyped.unless(definition != null, "graph " + constraint, "%s uses %s before it is defined", user, value);
        IllTyped.unless(value.equals(definition), "graph " + constraint, "%s uses %s, defined as %s", user, value, definition);
    }

    private static void unique(List<Port> ports, String kind) {
        Set<String> names = new HashSet<>();
        ports.forEach(port -> IllTyped.unless(names.add(port.name()), "graph G6", "%s name '%s' is unique", kind, port.name()));
    }
}
