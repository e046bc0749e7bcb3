package io.sextant.search.space;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.graph.Node;
import io.sextant.ir.graph.Port;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Value;
import io.sextant.ir.quantize.PostTraining;
import io.sextant.ir.quantize.Precision;
import io.sextant.ir.quantize.Range;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.TensorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A part as it is in a network of mixed precision: it takes what the link before it makes, and brings it to its own precision; what it
 * makes stays as it is, but for logits, which are f32. Numbers of quantisation are nominal.
 *
 * @param incoming of the link before it
 * @param own      of this part
 * @param last     whether what it makes goes out of the network
 */
record PartPrecision(Precision incoming, Precision own, boolean last) {
    /** Of what the network is given, and of every part of a network without integers. */
    static final PartPrecision REAL = new PartPrecision(Precision.F32, Precision.F32, false);
    /** As nominal quantising has it. */
    private static final Quantisation NOMINAL = Range.around(-1, 1).asymmetric();

    /**
     * The part in its precision.
     *
     * @param real as it was lowered
     */
    Graph of(Graph real, Rounding rounding) {
        ChainPrecision own = new ChainPrecision(List.of(new ChainPrecision.Segment(real.nodes().size(), own())));
        ChainPrecision.Planned planned = own.planned(real, rounding);
        return bordered(PostTraining.nominal(planned.graph(), planned.plan()).graph(), rounding);
    }

    /**
     * Integers that come in are brought to real numbers where an operator first takes these: a part on integers may have such operators.
     *
     * @param part of its own precision, with f32 coming in and going out
     */
    private Graph bordered(Graph part, Rounding rounding) {
        Port port = part.inputs().get(0);
        GraphBuilder builder = new GraphBuilder(part.name());
        Map<Value, Value> places = new HashMap<>();
        TensorType arriving = incoming == Precision.I8 ? integers(port.value().type()) : port.value().type();
        Value input = builder.input(port.name(), arriving);
        part.constants().forEach((value, tensor) -> places.put(value, builder.constant(tensor)));
        Value output = part.outputs().get(0).value();
        for (Node node : part.nodes()) {
            Optional<Value> passed = passed(node, port.value(), output);
            if (passed.isEmpty() && node.op().operands().contains(port.value())) {
                places.computeIfAbsent(port.value(), real -> arriving.isQuantised()
                    ? builder.add(new Requantize(input, real.type(), rounding)) : input);
            }
            places.put(node.result(), passed.map(value -> value.equals(port.value()) ? input : places.get(value))
                .orElseGet(() -> builder.add(node.op().mapOperands(places::get))));
        }
        return builder.output(part.outputs().get(0).name(), places.get(output)).build();
    }

    /** The operand of a conversion that the neighbours make superfluous. */
    private Optional<Value> passed(Node node, Value input, Value output) {
        if (own != Precision.I8 || !(node.op() instanceof Requantize conversion)) {
            return Optional.empty();
        }
        boolean ofInput = conversion.input().equals(input) && incoming == Precision.I8;
        boolean ofOutput = node.result().equals(output) && !last && conversion.input().type().isQuantised();
        return ofInput || ofOutput ? Optional.of(conversion.input()) : Optional.empty();
    }

    private static TensorType integers(TensorType real) {
        return new TensorType(DType.I8, real.shape()).quantised(NOMINAL);
    }
}
