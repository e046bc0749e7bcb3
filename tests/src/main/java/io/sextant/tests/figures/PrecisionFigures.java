package io.sextant.tests.figures;

import io.sextant.codegen.onnxruntime.OnnxRuntimeModel;
import io.sextant.device.run.WorkerFailure;
import io.sextant.device.store.Home;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.tensor.Tensor;
import io.sextant.kernel.Isa;
import io.sextant.tests.agreement.DoubleEvaluation;
import io.sextant.tests.peer.CompiledRuns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How far the C backend's code is from an evaluation in f64, by instruction set, and how far ONNX Runtime is: the greatest difference in units
 * of the greatest output.
 */
final class PrecisionFigures implements FigureSet {
    static final double GOAL = 1e-3;
    private static final int SEED = 3;

    @Override
    public List<Figure> measure(boolean quick) {
        List<Figure> figures = new ArrayList<>();
        try (CompiledRuns runs = new CompiledRuns(Home.ofEnvironment())) {
            for (CpuNetwork network : quick ? CpuNetwork.QUICK : CpuNetwork.ALL) {
                Note.progress(network.name());
                figures.addAll(figures(network, runs));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return figures;
    }

    private static List<Figure> figures(CpuNetwork network, CompiledRuns runs) throws IOException {
        Graph graph = network.graph();
        List<Tensor> inputs = List.of(Tensor.random(graph.inputs().get(0).value().type(), SEED, 1));
        List<double[]> exact = DoubleEvaluation.run(graph, inputs);
        double peer = DoubleEvaluation.error(exact, OnnxRuntimeModel.outputs(graph, inputs, true));
        List<Figure> figures = new ArrayList<>();
        for (Isa isa : CompiledRuns.isas()) {
            double ours = error(graph, isa, inputs, exact, runs);
            figures.add(new Figure(network.name() + ", " + isa.text(), "<= " + text(GOAL), text(peer), text(ours),
                String.format(Locale.ROOT, "%.2f", ours / peer), ours <= GOAL));
        }
        return figures;
    }

    private static double error(Graph graph, Isa isa, List<Tensor> inputs, List<double[]> exact, CompiledRuns runs) throws IOException {
        try {
            return DoubleEvaluation.error(exact, runs.outputs(graph, isa, inputs));
        } catch (WorkerFailure failed) {
            throw new IllegalStateException(graph.name() + " cannot be run: " + failed.getMessage(), failed);
        }
    }

    private static String text(double error) {
        return String.format(Locale.ROOT, "%.1e", error);
    }
}
