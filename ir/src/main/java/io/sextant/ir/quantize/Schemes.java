package io.sextant.ir.quantize;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Port;
import io.sextant.ir.op.QuantizedRules;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.quantize.IntegerForm.Sharing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The scale and zero point of every value as integers. Values share them as operators need it; each has an owner, the value whose range
 * they are made of. Who owns depends on the graph and the plan alone, so that what has to be converted between two values does too.
 */
final class Schemes {
    private final Graph graph;
    private final Ranges ranges;
    private final Precisions precisions;
    private final Uses uses;
    /** Owners that operands of a join had better have. */
    private final Map<Value, Value> wishes = new HashMap<>();
    private final Map<Value, Value> owners = new HashMap<>();
    private final Map<Value, Quantisation> fixed = new HashMap<>();
    /** What the scale of an owner has to be above. */
    private final Map<Value, Float> bounds = new HashMap<>();
    private final Map<Value, Quantisation> schemes = new HashMap<>();

    Schemes(Graph graph, Ranges ranges, Precisions precisions, Rounding rounding) {
        this.graph = graph;
        this.ranges = ranges;
        this.precisions = precisions;
        this.uses = new Uses(graph);
        List<Layer> layers = precisions.layers();
        if (rounding == Rounding.TFLITE) {
            layers.stream().filter(layer -> precisions.isInteger(layer.result())).forEach(layer -> QuantizedRules
                .fixedResult(layer.op(), DType.I8).ifPresent(scheme -> fixed.put(layer.result(), scheme)));
        }
        for (int i = layers.size() - 1; i >= 0; i--) {
            wish(layers.get(i));
        }
        graph.inputs().stream().map(Port::value).forEach(this::own);
        layers.forEach(this::settle);
        if (rounding == Rounding.TFLITE) {
            layers.stream().filter(layer -> precisions.isInteger(layer.result())).forEach(this::bound);
        }
    }

    /** In graph order: the owner of an operand has all its bounds before its scale is asked for. */
    private void bound(Layer layer) {
        if (QuantizedRules.scaleAbove(layer.op(), 1) > 0) {
            float operand = of(owner(layer, layer.op().operands().get(0))).scale();
            bounds.merge(owner(layer.result()), QuantizedRules.scaleAbove(layer.op(), operand), Math::max);
        }
    }

    private void wish(Layer layer) {
        Sharing sharing = sharing(layer);
        if (sharing == Sharing.TO_INPUTS) {
            layer.op().operands().forEach(operand -> wish(operand, wishes.getOrDefault(layer.result(), layer.result())));
        } else if (sharing == Sharing.FROM_INPUT && wishes.containsKey(layer.result())) {
            wish(layer.op().operands().get(0), wishes.get(layer.result()));
        }
    }

    private void wish(Value operand, Value owner) {
        if (uses.of(operand) == 1 && Precisions.isReal(operand) && !graph.isConstant(operand) && !fixed.containsKey(operand)) {
            wishes.put(operand, owner);
        }
    }

    private Sharing sharing(Layer layer) {
        return precisions.form(layer).map(IntegerForm::sharing).orElse(Sharing.NONE);
    }

    private void settle(Layer layer) {
        if (sharing(layer) == Sharing.FROM_INPUT) {
            owners.put(layer.result(), owner(layer.op().operands().get(0)));
        } else {
            own(layer.result());
        }
    }

    private void own(Value value) {
        owners.put(value, wishes.getOrDefault(value, value));
    }

    /** Whose quantisation the value has, where it is made as integers, or by default. */
    Value owner(Value value) {
        return owners.getOrDefault(value, value);
    }

    /** The owner that an operand of a layer must have. */
    Value owner(Layer layer, Value operand) {
        return sharing(layer) == Sharing.TO_INPUTS ? owner(layer.result()) : owner(operand);
    }

    Quantisation of(Value owner) {
        return schemes.computeIfAbsent(owner, value -> Optional.ofNullable(fixed.get(value))
            .orElseGet(() -> ranges.of(value).orElseThrow().asymmetric(bounds.getOrDefault(value, 0f))));
    }
}
