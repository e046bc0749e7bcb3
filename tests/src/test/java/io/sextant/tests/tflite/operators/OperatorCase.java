package io.sextant.tests.tflite.operators;

import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.tests.tflite.TfliteRuntime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One operator, and a TFLite model of it alone.
 *
 * @param operands of the operator, by value
 * @param inputs   those that the model does not hold as constants, in its order
 */
record OperatorCase(Op op, Map<Value, Tensor> operands, byte[] model, List<Tensor> inputs) {
    Tensor interpreted() {
        return Interpreter.evaluate(op, operands::get);
    }

    Tensor run(TfliteRuntime.Kernels kernels) {
        return TfliteRuntime.run(model, inputs, kernels).outputs().get(0);
    }

    /** Where the interpreter and TFLite differ, in how many elements and in which first; empty where they agree. */
    Optional<String> difference(TfliteRuntime.Kernels kernels) {
        Tensor ours = interpreted();
        Tensor theirs = run(kernels);
        if (ours.type().dtype().isFloating()) {
            return Arrays.equals(ours.floats(), theirs.floats()) ? Optional.empty() : Optional.of("floats differ: " + op);
        }
        return difference(ours.ints(), theirs.ints());
    }

    private Optional<String> difference(int[] ours, int[] theirs) {
        int[] places = IntStream.range(0, ours.length).filter(i -> ours[i] != theirs[i]).toArray();
        if (places.length == 0) {
            return Optional.empty();
        }
        int most = Arrays.stream(places).map(i -> Math.abs(ours[i] - theirs[i])).max().orElseThrow();
        int first = places[0];
        return Optional.of(places.length + " of " + ours.length + " elements differ by up to " + most + ", the first is " + first + ": "
            + ours[first] + ", of TFLite " + theirs[first] + ": " + op);
    }

    /** Values of which each has a tensor. */
    static final class Operands {
        private final Map<Value, Tensor> tensors = new HashMap<>();

        Value value(Tensor tensor) {
            Value value = new Value(tensors.size(), tensor.type());
            tensors.put(value, tensor);
            return value;
        }

        Map<Value, Tensor> tensors() {
            return Map.copyOf(tensors);
        }
    }
}
