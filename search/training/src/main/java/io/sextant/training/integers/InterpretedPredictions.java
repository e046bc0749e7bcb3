package io.sextant.training.integers;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.training.Predictions;
import io.sextant.training.data.Samples;
import java.util.List;
import java.util.stream.IntStream;

/** What a graph predicts by the reference interpreter: for integers the exact ones. Samples are run on all processors. */
public final class InterpretedPredictions {
    private InterpretedPredictions() {
    }

    /** @param graph of one input, f32 or quantised, and one output of logits, f32 or quantised */
    public static Predictions of(Graph graph, Samples samples) {
        float[][] logits = IntStream.range(0, samples.size()).parallel().mapToObj(sample -> logits(graph, samples.features(sample)))
            .toArray(float[][]::new);
        float[] all = new float[logits.length * logits[0].length];
        for (int i = 0; i < logits.length; i++) {
            System.arraycopy(logits[i], 0, all, i * logits[0].length, logits[i].length);
        }
        return Predictions.of(all, logits.length);
    }

    private static float[] logits(Graph graph, float[] features) {
        Value input = graph.inputs().get(0).value();
        Value real = new Value(input.id(), input.type().real());
        Tensor sample = Tensor.of(real.type(), features);
        Tensor fed = input.type().isQuantised()
            ? Interpreter.evaluate(new Requantize(real, input.type(), Rounding.QDQ), value -> sample) : sample;
        Tensor output = Interpreter.run(graph, List.of(fed)).get(0);
        if (!output.type().isQuantised()) {
            return output.floats();
        }
        int[] integers = output.ints();
        float[] logits = new float[integers.length];
        IntStream.range(0, logits.length).forEach(i -> logits[i] = integers[i]);
        return logits;
    }
}
