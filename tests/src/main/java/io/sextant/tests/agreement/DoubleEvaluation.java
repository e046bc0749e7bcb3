package io.sextant.tests.agreement;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.op.Broadcast;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Graphs of f32 computed in f64 throughout: nothing is rounded to f32 between operators, as it is in the interpreter. Written for what image
 * networks and transformers are made of; independent of kernels and of the interpreter but for the movement of elements, which is done on
 * their bits.
 */
public final class DoubleEvaluation {
    private static final Set<Class<? extends Op>> MOVEMENTS = Set.of(Broadcast.class, Concat.class, Reshape.class, Slice.class, Transpose.class);

    private DoubleEvaluation() {
    }

    /**
     * The graph's outputs.
     *
     * @throws UnsupportedOperationException if an operator is not among those written here
     */
    public static List<double[]> run(Graph graph, List<Tensor> inputs) {
        Map<Value, double[]> values = new HashMap<>();
        graph.constants().forEach((value, tensor) -> values.put(value, widened(tensor)));
        for (int i = 0; i < inputs.size(); i++) {
            values.put(graph.inputs().get(i).value(), widened(inputs.get(i)));
        }
        for (Node node : graph.nodes()) {
            List<double[]> operands = node.op().operands().stream().map(values::get).toList();
            values.put(node.result(), MOVEMENTS.contains(node.op().getClass()) ? moved(node.op(), operands) : DoubleOperators.of(node.op(), operands));
        }
        return graph.outputs().stream().map(output -> values.get(output.value())).toList();
    }

    private static double[] widened(Tensor tensor) {
        float[] floats = tensor.floats();
        double[] wide = new double[floats.length];
        Arrays.setAll(wide, i -> floats[i]);
        return wide;
    }

    /** An operator that moves elements, on the bits of others. */
    static double[] moved(Op op, List<double[]> operands) {
        Map<Value, Tensor> bits = new HashMap<>();
        Map<Value, Value> stands = new HashMap<>();
        for (int i = 0; i < operands.size(); i++) {
            Value operand = op.operands().get(i);
            TensorType type = new TensorType(DType.I64, operand.type().shape());
            Value stand = new Value(operand.id(), type);
            stands.put(operand, stand);
            bits.put(stand, Tensor.ofLongs(type, Arrays.stream(operands.get(i)).mapToLong(Double::doubleToRawLongBits).toArray()));
        }
        long[] result = Interpreter.evaluate(op.mapOperands(stands::get), bits::get).longs();
        return Arrays.stream(result).mapToDouble(Double::longBitsToDouble).toArray();
    }

    /** The greatest difference from {@code exact} in units of its greatest magnitude; infinite where something is no number. */
    public static double error(List<double[]> exact, List<Tensor> actual) {
        double difference = 0;
        double magnitude = 0;
        for (int i = 0; i < exact.size(); i++) {
            float[] got = actual.get(i).floats();
            for (int k = 0; k < got.length; k++) {
                double off = Math.abs(exact.get(i)[k] - got[k]);
                difference = Math.max(difference, Double.isNaN(off) ? Double.POSITIVE_INFINITY : off);
                magnitude = Math.max(magnitude, Math.abs(exact.get(i)[k]));
            }
        }
        return difference / magnitude;
    }
}
