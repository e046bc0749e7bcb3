package io.sextant.cli.compile;

import io.sextant.ir.tensor.Tensor;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** Inputs of a model, by number, made or read when they are asked for. */
interface Samples {
    int count();

    /** One tensor for each input of the graph. */
    List<Tensor> sample(int index);

    /** Whether they are data that the user gave. */
    boolean areReal();

    /** Some of them, one after the other. */
    default Iterable<List<Tensor>> between(int from, int to) {
        return () -> {
            Iterator<List<Tensor>> samples = IntStream.range(from, to).mapToObj(this::sample).iterator();
            return samples;
        };
    }
}
