package io.sextant.tests.tflite;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Port;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tflite.read.TfliteImport;
import io.sextant.ir.tflite.read.TfliteModel;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A TFLite file run by TFLite and, once read, by the interpreter on the same inputs.
 *
 * @param tensors inputs, those that operators make and outputs, by index in the file and name
 */
record Comparison(Map<String, Difference> tensors) {
    /**
     * @param elements how many are not the same
     * @param greatest the greatest difference: of real numbers relative to the greatest magnitude, of integers in steps
     */
    record Difference(int elements, double greatest) {
    }

    static Comparison of(byte[] file, long seed) {
        return of(file, seed, TfliteRuntime.Kernels.OPTIMISED);
    }

    static Comparison of(byte[] file, long seed, TfliteRuntime.Kernels kernels) {
        TfliteModel model = TfliteImport.parseModel(file, "model.tflite");
        SplittableRandom random = new SplittableRandom(seed);
        List<Tensor> inputs = model.graph().inputs().stream().map(port -> random(port.value().type(), random)).toList();
        TfliteRun run = TfliteRuntime.run(file, inputs.stream().map(input -> input.reshaped(input.type().bare())).toList(), kernels);
        Map<Integer, Value> values = new TreeMap<>(model.tensors());
        List<Value> exposed = new ArrayList<>(values.values());
        model.graph().outputs().forEach(port -> exposed.add(port.value()));
        List<Tensor> computed = Interpreter.run(exposing(model.graph(), exposed), inputs);
        Map<String, Difference> differences = new LinkedHashMap<>();
        int position = 0;
        for (int index : values.keySet()) {
            differences.put(index + " " + run.names().get(index), difference(run.tensors().get(index), computed.get(position++)));
        }
        for (Tensor output : run.outputs()) {
            differences.put("output " + (position - values.size()), difference(output, computed.get(position++)));
        }
        return new Comparison(differences);
    }

    /** The greatest difference of all tensors. */
    double greatest() {
        return tensors.values().stream().mapToDouble(Difference::greatest).max().orElseThrow();
    }

    private static Graph exposing(Graph graph, List<Value> values) {
        List<Port> ports = new ArrayList<>();
        for (Value value : values) {
            ports.add(new Port("tensor " + ports.size(), value));
        }
        return new Graph(graph.name(), graph.inputs(), graph.constants(), graph.nodes(), ports);
    }

    private static Tensor random(TensorType type, SplittableRandom random) {
        return switch (type.dtype().storage()) {
            case FLOATS -> Tensor.random(type, random.nextLong(), 3);
            case INTS -> {
                int least = type.dtype() == DType.I32 ? -9 : (int) type.dtype().least();
                int greatest = type.dtype() == DType.I32 ? 9 : (int) type.dtype().greatest();
                yield Tensor.ofInts(type, random.ints(type.elements(), least, greatest + 1).toArray());
            }
            case LONGS -> Tensor.ofLongs(type, random.longs(type.elements(), -9, 10).toArray());
        };
    }

    private static Difference difference(Tensor theirs, Tensor ours) {
        if (!theirs.type().shape().equals(ours.type().shape()) || theirs.type().dtype() != ours.type().dtype()) {
            throw new AssertionError("TFLite has " + theirs.type() + ", we " + ours.type());
        }
        double largest = Float.MIN_NORMAL;
        double greatest = 0;
        int elements = 0;
        for (int i = 0; i < ours.type().elements(); i++) {
            double expected = element(theirs, i);
            largest = Double.isFinite(expected) ? Math.max(largest, Math.abs(expected)) : largest;
            if (Double.compare(expected + 0.0, element(ours, i) + 0.0) != 0) {
                double difference = Math.abs(expected - element(ours, i));
                greatest = Math.max(greatest, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
                elements++;
            }
        }
        return new Difference(elements, ours.type().dtype().isFloating() ? greatest / largest : greatest);
    }

    private static double element(Tensor tensor, int index) {
        return switch (tensor.type().dtype().storage()) {
            case FLOATS -> tensor.floats()[index];
            case INTS -> tensor.ints()[index];
            case LONGS -> tensor.longs()[index];
        };
    }
}
