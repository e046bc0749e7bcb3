package io.sextant.training.evaluation;

import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.graph.Graph;

/**
 * How long training takes: operators and MACs at the rates of one machine, times a factor that is learnt from the runs seen
 * on this one.
 */
final class TrainingCost {
    /** Seconds per sample and pass, forward and backward, fitted to 16 random networks of space mnist1d on a busy AVX2 server. */
    private static final double PER_OPERATOR = 1.4e-6;
    private static final double PER_MAC = 1.5e-10;
    /** What a sample costs without training, as a share. */
    private static final double EVALUATION_SHARE = 0.22;
    /** The prior counts as much as this many seconds of seen runs. */
    private static final double PRIOR_SECONDS = 0.1;

    private double seen = PRIOR_SECONDS;
    private double predicted = PRIOR_SECONDS;

    /** Expected seconds for training on {@code trainingSamples} in each epoch and then evaluating on {@code evaluationSamples}. */
    synchronized double seconds(Graph graph, int epochs, int trainingSamples, int evaluationSamples) {
        return prior(graph, epochs, trainingSamples, evaluationSamples) * seen / predicted;
    }

    /** Learns from a run that took {@code seconds}. */
    synchronized void learn(double seconds, double prior) {
        seen += seconds;
        predicted += prior;
    }

    static double prior(Graph graph, int epochs, int trainingSamples, int evaluationSamples) {
        double perSample = PER_OPERATOR * graph.nodes().size() + PER_MAC * GraphCost.of(graph).macs();
        return perSample * ((double) epochs * trainingSamples + EVALUATION_SHARE * evaluationSamples);
    }
}
