package io.sextant.tests.generate;

import io.sextant.codegen.onnxruntime.OnnxRuntimeModel;
import io.sextant.ir.check.Check;
import io.sextant.ir.check.Expectation;
import io.sextant.ir.check.SingleNodes;
import io.sextant.ir.generate.Sample;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.tensor.Tensor;
import java.util.Map;
import java.util.Optional;

/** Each operator on quantised integers by itself, in ONNX Runtime with all its optimisations: one step from the interpreter at most. */
final class QuantizedSteps implements Check {
    private int operators;
    private int differing;
    private long elements;

    @Override
    public String name() {
        return "onnxruntime-quantized";
    }

    @Override
    public Optional<String> violation(Expectation expected) {
        return SingleNodes.of(expected.sample(), QuantizedSteps::isQuantised).stream().map(this::violation).flatMap(Optional::stream).findFirst();
    }

    private static boolean isQuantised(Op op) {
        return op instanceof Quantized || op instanceof Requantize requantize && requantize.to().isQuantised();
    }

    private Optional<String> violation(Sample sample) {
        int[] wanted = Interpreter.run(sample.graph(), sample.inputs()).get(0).ints();
        Tensor got = OnnxRuntimeModel.outputs(sample.graph(), sample.inputs(), true).get(0);
        operators++;
        for (int i = 0; i < wanted.length; i++) {
            elements++;
            int difference = Math.abs(wanted[i] - got.ints()[i]);
            differing += difference == 0 ? 0 : 1;
            if (difference > 1) {
                return Optional.of(" element " + i + " of " + sample.graph().nodes().get(0) + " is " + wanted[i] + ", got " + got.ints()[i]);
            }
        }
        return Optional.empty();
    }

    @Override
    public Map<String, Integer> counts() {
        return Map.of("quantised operators in ONNX Runtime", operators, "their elements, in thousands", (int) (elements / 1000),
            "elements one step off", differing);
    }
}
