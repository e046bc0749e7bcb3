package io.sextant.training;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.LayerNorm;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Which constants of a graph training changes, in the order of their first use; all others stay as they are. */
final class Roles {
    private final Graph graph;
    private final Map<Value, Role> roles = new LinkedHashMap<>();

    private Roles(Graph graph) {
        this.graph = graph;
    }

    /**
     * The roles of a graph's constants.
     *
     * @throws InvalidInput if a constant has two roles
     */
    static Map<Value, Role> of(Graph graph) {
        Roles roles = new Roles(graph);
        graph.nodes().forEach(node -> roles.read(node.op()));
        return Collections.unmodifiableMap(roles.roles);
    }

    private void read(Op op) {
        if (op instanceof Convolution convolution) {
            assign(convolution.filter(), Role.WEIGHT);
            convolution.bias().ifPresent(bias -> assign(bias, Role.BIAS));
        } else if (op instanceof Dense dense) {
            assign(dense.weights(), Role.WEIGHT);
            dense.bias().ifPresent(bias -> assign(bias, Role.BIAS));
        } else if (op instanceof BatchNorm norm) {
            assign(norm.scale(), Role.SCALE);
            assign(norm.shift(), Role.SHIFT);
            assign(norm.mean(), Role.RUNNING_MEAN);
            assign(norm.variance(), Role.RUNNING_VARIANCE);
        } else if (op instanceof LayerNorm norm) {
            assign(norm.scale(), Role.SCALE);
            assign(norm.shift(), Role.SHIFT);
        }
    }

    private void assign(Value value, Role role) {
        if (!graph.isConstant(value)) {
            throw new InvalidInput("graph " + graph.name() + " cannot be trained: " + value + " is used as " + text(role)
                + " but is not a constant");
        }
        Role other = roles.putIfAbsent(value, role);
        if (other != null && other != role) {
            throw new InvalidInput("graph " + graph.name() + " cannot be trained: constant " + value + " is used as " + text(other)
                + " and as " + text(role) + "; each use needs a constant of its own");
        }
    }

    private static String text(Role role) {
        return role.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
