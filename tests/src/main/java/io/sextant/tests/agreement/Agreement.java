package io.sextant.tests.agreement;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Port;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tflite.write.TfliteExport;
import io.sextant.tests.tflite.TfliteRun;
import io.sextant.tests.tflite.TfliteRuntime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far TFLite and the interpreter agree on the tensors of a graph.
 *
 * @param elements  that were compared
 * @param differing of them
 * @param maxStep   the greatest difference, in integers; of reals the greatest of unequal ones, rounded up
 */
public record Agreement(long elements, long differing, long maxStep) {
    public static final Agreement NOTHING = new Agreement(0, 0, 0);

    /** Of the outputs. */
    public static Agreement of(QuantisedCase example) {
        List<Tensor> ours = Interpreter.run(example.graph(), example.inputs());
        List<Tensor> theirs = TfliteRuntime.run(TfliteExport.bytes(example.graph()), example.inputs()).outputs();
        Agreement all = NOTHING;
        for (int i = 0; i < ours.size(); i++) {
            if (!ours.get(i).type().shape().equals(theirs.get(i).type().shape())) {
                throw new IllegalStateException("the interpreter gives " + ours.get(i).type() + ", TFLite " + theirs.get(i).type());
            }
            all = all.and(between(ours.get(i), theirs.get(i)));
        }
        return all;
    }

    /** Of all values that the model holds, layer by layer. */
    public static Agreement layerByLayer(QuantisedCase example) {
        Map<Value, Tensor> ours = Interpreter.values(example.graph(), example.inputs());
        TfliteRun run = TfliteRuntime.run(TfliteExport.bytes(example.graph()), example.inputs());
        Map<String, Tensor> named = named(example.graph(), ours);
        Agreement all = NOTHING;
        for (Map.Entry<Integer, String> entry : run.names().entrySet()) {
            Tensor expected = named.get(entry.getValue().replace("/lifted", ""));
            if (expected != null) {
                all = all.and(between(expected, run.tensors().get(entry.getKey())));
            }
        }
        return all;
    }

    private static Map<String, Tensor> named(Graph graph, Map<Value, Tensor> values) {
        Map<String, Tensor> named = new HashMap<>();
        graph.nodes().forEach(node -> named.put("%" + node.result().id(), values.get(node.result())));
        for (Port output : graph.outputs()) {
            named.put(output.name(), values.get(output.value()));
        }
        return named;
    }

    static Agreement between(Tensor ours, Tensor theirs) {
        if (ours.type().elements() != theirs.type().elements() || ours.type().dtype() != theirs.type().dtype()) {
            throw new IllegalStateException("the interpreter gives " + ours.type() + ", TFLite " + theirs.type());
        }
        long differing = 0;
        double maxStep = 0;
        for (int i = 0; i < ours.type().elements(); i++) {
            double step = switch (ours.type().dtype().storage()) {
                case FLOATS -> Math.abs((double) ours.floats()[i] - theirs.floats()[i]);
                case INTS -> Math.abs((long) ours.ints()[i] - theirs.ints()[i]);
                case LONGS -> Math.abs((double) ours.longs()[i] - theirs.longs()[i]);
            };
            differing += step == 0 ? 0 : 1;
            maxStep = Math.max(maxStep, step);
        }
        return new Agreement(ours.type().elements(), differing, (long) Math.ceil(maxStep));
    }

    public Agreement and(Agreement other) {
        return new Agreement(elements + other.elements, differing + other.differing, Math.max(maxStep, other.maxStep));
    }

    public boolean isExact() {
        return differing == 0;
    }
}
