package io.sextant.codegen.c.proof;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.generate.Sample;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Port;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What networks are proven on: floats uniform in [-1, 1), integers 0 or 1, which most indices may be. */
final class ProofInputs {
    private static final float BOUND = 1;
    private static final int INTEGERS = 2;

    private ProofInputs() {
    }

    static Sample of(Graph graph) {
        boolean floats = graph.inputs().stream().allMatch(input -> input.value().type().dtype().isFloating());
        Sample sample = of(graph, INTEGERS);
        if (floats) {
            return sample;
        }
        try {
            Interpreter.run(graph, sample.inputs());
            return sample;
        } catch (InvalidInput beyondTheOneThereIs) {
            return of(graph, 1);
        }
    }

    private static Sample of(Graph graph, int integers) {
        List<Tensor> inputs = new ArrayList<>();
        for (Port input : graph.inputs()) {
            TensorType type = input.value().type();
            inputs.add(type.dtype().isFloating() ? Tensor.random(type, inputs.size(), BOUND) : integers(type, inputs.size(), integers));
        }
        return new Sample(0, graph, inputs);
    }

    private static Tensor integers(TensorType type, long seed, int end) {
        SplittableRandom random = new SplittableRandom(seed);
        return switch (type.dtype().storage()) {
            case LONGS -> Tensor.ofLongs(type, random.longs(type.elements(), 0, end).toArray());
            case INTS -> Tensor.ofInts(type, random.ints(type.elements(), 0, end).toArray());
            case FLOATS -> throw new AssertionError(type);
        };
    }
}
