package io.sextant.codegen.onnxruntime;

import io.sextant.ir.generate.Sample;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.quantize.form.SpellOutQuantisation;
import io.sextant.ir.tensor.Tensor;
import java.util.List;
import java.util.Locale;

/**
 * How far ONNX Runtime is from the interpreter, in steps of the results' quantised types.
 *
 * @param differing elements that differ at all
 * @param most      steps by which one does
 */
record Steps(int graphs, long elements, long differing, int most) {
    static final Steps NONE = new Steps(0, 0, 0, 0);

    /** The model that ONNX Runtime gets. */
    enum Form {
        /** As the backend has it: unsigned activations, all optimisations. */
        BACKEND(true, true),
        /** The same, every node as it is written. */
        PLAIN(true, false),
        /** As it is exported for others, with all optimisations. */
        EXPORTED(false, true);

        private final boolean unsigned;
        private final boolean optimised;

        Form(boolean unsigned, boolean optimised) {
            this.unsigned = unsigned;
            this.optimised = optimised;
        }
    }

    /** The two on a sample whose outputs are quantised. */
    static Steps of(Sample sample, Form form) {
        Graph graph = form.unsigned ? sample.graph() : SpellOutQuantisation.of(sample.graph());
        List<Tensor> inputs = form.unsigned ? sample.inputs()
            : sample.inputs().stream().map(input -> input.reshaped(input.type().bare())).toList();
        List<Tensor> expected = Interpreter.run(sample.graph(), sample.inputs());
        List<Tensor> actual = OnnxRuntimeModel.outputs(graph, inputs, form.optimised);
        Steps steps = new Steps(1, 0, 0, 0);
        for (int i = 0; i < expected.size(); i++) {
            steps = steps.and(of(integers(expected.get(i)), integers(actual.get(i))));
        }
        return steps;
    }

    /** Real outputs are not compared. */
    private static int[] integers(Tensor tensor) {
        return tensor.type().dtype().isFloating() ? new int[0] : tensor.ints();
    }

    private static Steps of(int[] expected, int[] actual) {
        int differing = 0;
        int most = 0;
        for (int i = 0; i < expected.length; i++) {
            differing += expected[i] == actual[i] ? 0 : 1;
            most = Math.max(most, Math.abs(expected[i] - actual[i]));
        }
        return new Steps(0, expected.length, differing, most);
    }

    Steps and(Steps other) {
        return new Steps(graphs + other.graphs, elements + other.elements, differing + other.differing, Math.max(most, other.most));
    }

    double share() {
        return (double) differing / Math.max(1, elements);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d graphs, %d elements, %.4f %% of them differ, by %d at most", graphs, elements, 100 * share(), most);
    }
}
