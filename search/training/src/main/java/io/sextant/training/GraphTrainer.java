package io.sextant.training;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import io.sextant.training.data.Samples;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Trains graphs with libtorch: one f32 input of one sample, one output of logits, run on batches. Filters, dense weights, biases and the
 * factors and summands of normalisations are trained; batch normalisations gather their statistics; all other constants stay. One thread
 * of the CPU; the result is a function of graph, samples, epochs and seed.
 */
public final class GraphTrainer {
    private static final int MEAN_REDUCTION = 1;
    private static final int NO_IGNORED_CLASS = -100;
    private static final int EVALUATION_BATCH = 200;

    private final Recipe recipe;
    private final BooleanSupplier stopped;

    public GraphTrainer(Recipe recipe) {
        this(recipe, () -> false);
    }

    /** @param stopped asked before every step; a run that is stopped fails */
    public GraphTrainer(Recipe recipe, BooleanSupplier stopped) {
        this.recipe = recipe;
        this.stopped = stopped;
    }

    /**
     * Trains from scratch.
     *
     * @param epochs passes over the samples, at least 1; a last incomplete batch of a pass is left out
     * @param seed determines initial weights and the order of samples
     * @return the graph with trained weights and statistics
     * @throws InvalidInput if the graph cannot be trained on these samples
     * @throws TrainingFailed if the loss is no longer finite
     */
    public Graph train(Graph graph, Samples samples, int epochs, long seed) {
        check(graph, samples);
        SplittableRandom random = new SplittableRandom(seed);
        Graph initial = Initialisation.he(graph, random.nextLong());
        return fit(initial, FakeQuantisation.NONE, new Passes(samples, epochs, random), () -> Torch.tensor(samples.labels()));
    }

    /**
     * Trains on from the weights that the graph has, with the errors of quantisation, towards the probabilities that it gives each class
     * without them (Hinton et al., "Distilling the knowledge in a neural network", 2015): labels would be learnt by heart.
     *
     * @param quantisation of the graph's values
     * @param epochs       passes over the samples, at least 1
     * @param seed         determines the order of samples
     */
    Graph train(Graph graph, FakeQuantisation quantisation, Samples samples, int epochs, long seed) {
        check(graph, samples);
        float[] logits = logits(graph, samples);
        return fit(graph, quantisation, new Passes(samples, epochs, new SplittableRandom(seed)),
            () -> torch.softmax(Torch.tensor(logits, samples.size(), logits.length / samples.size()), 1));
    }

    /** What is trained on, and in which order. */
    private record Passes(Samples samples, int epochs, SplittableRandom random) {
        Passes {
            if (epochs < 1) {
                throw new InvalidInput("training takes at least 1 epoch, got " + epochs);
            }
        }
    }

    /** @param targets labels, or a probability of each class, for each sample */
    private Graph fit(Graph initial, FakeQuantisation quantisation, Passes passes, Supplier<Tensor> targets) {
        Torch.useOneThread();
        return Torch.scoped(() -> {
            Parameters parameters = new Parameters(initial);
            int epochs = passes.epochs();
            Run run = new Run(new Forward(initial, parameters, true, quantisation), new Adam(parameters, recipe.weightDecay()),
                passes, targets.get());
            for (int epoch = 0; epoch < epochs; epoch++) {
                run.epoch(epoch, passes.random());
            }
            return initial.withConstants(parameters.read());
        });
    }

    /**
     * Share of samples, 0..1, whose highest logit is their label's.
     *
     * @throws InvalidInput if the graph does not take these samples
     */
    public static double accuracy(Graph trained, Samples samples) {
        return predictions(trained, samples).accuracy(samples);
    }

    /**
     * What the graph predicts by libtorch, with running statistics.
     *
     * @throws InvalidInput if the graph does not take these samples
     */
    public static Predictions predictions(Graph trained, Samples samples) {
        return Predictions.of(logits(trained, samples), samples.size());
    }

    /** The logits (samples x classes) by libtorch, with running statistics. */
    static float[] logits(Graph trained, Samples samples) {
        return logits(trained, FakeQuantisation.NONE, samples);
    }

    /** The logits (samples x classes) with values on the grid of their quantised types. */
    static float[] logits(Graph trained, FakeQuantisation quantisation, Samples samples) {
        check(trained, samples);
        Torch.useOneThread();
        int classes = trained.outputs().get(0).value().type().elements();
        float[] logits = new float[samples.size() * classes];
        Torch.scoped(() -> Torch.withoutGradient(() -> {
            Forward forward = new Forward(trained, new Parameters(trained), false, quantisation);
            Tensor features = Torch.tensor(samples.features(), samples.size(), samples.length());
            for (int from = 0; from < samples.size(); from += EVALUATION_BATCH) {
                int first = from;
                int count = Math.min(EVALUATION_BATCH, samples.size() - from);
                float[] batch = Torch.scoped(() -> Torch.floats(forward.logits(features.narrow(0, first, count))));
                System.arraycopy(batch, 0, logits, from * classes, batch.length);
            }
            return null;
        }));
        return logits;
    }

    private static void check(Graph graph, Samples samples) {
        if (graph.inputs().size() != 1 || graph.outputs().size() != 1) {
            throw new InvalidInput("graph " + graph.name() + " cannot be trained: it has one input and one output, got "
                + graph.inputs().size() + " and " + graph.outputs().size());
        }
        Value input = graph.inputs().get(0).value();
        Value output = graph.outputs().get(0).value();
        int classes = Arrays.stream(samples.labels()).max().orElseThrow() + 1;
        if (input.type().dtype() != DType.F32 || input.type().elements() != samples.length()) {
            throw new InvalidInput("graph " + graph.name() + " takes " + input + ", the samples have " + samples.length() + " values");
        }
        if (!BatchAxis.of(graph).contains(output) || output.type().elements() < classes) {
            throw new InvalidInput("graph " + graph.name() + " gives " + output + ", the samples have " + classes + " classes");
        }
    }

    /** One training run under way; its native objects live as long as the scope it was made in. */
    private final class Run {
        private final Forward forward;
        private final Adam adam;
        private final Tensor features;
        private final Tensor targets;
        private final int batch;
        private final int batches;
        private final int epochs;

        Run(Forward forward, Adam adam, Passes passes, Tensor targets) {
            Samples samples = passes.samples();
            this.forward = forward;
            this.adam = adam;
            this.features = Torch.tensor(samples.features(), samples.size(), samples.length());
            this.targets = targets;
            this.batch = Math.min(recipe.batch(), samples.size());
            this.batches = samples.size() / batch;
            this.epochs = passes.epochs();
        }

        void epoch(int epoch, SplittableRandom random) {
            Torch.scoped(() -> {
                Tensor order = Torch.tensor(permutation((int) features.size(0), random));
                Tensor shuffled = features.index_select(0, order);
                Tensor wanted = targets.index_select(0, order);
                for (int i = 0; i < batches; i++) {
                    long from = (long) i * batch;
                    step(shuffled.narrow(0, from, batch), wanted.narrow(0, from, batch), epoch * batches + i);
                }
                return null;
            });
        }

        private void step(Tensor inputs, Tensor wanted, int step) {
            if (stopped.getAsBoolean()) {
                throw new TrainingFailed("training was stopped");
            }
            float loss = Torch.scoped(() -> {
                Tensor entropy = torch.cross_entropy_loss(forward.logits(inputs), wanted, new TensorOptional(), MEAN_REDUCTION,
                    NO_IGNORED_CLASS, recipe.labelSmoothing());
                entropy.backward();
                adam.step(recipe.rate(step, epochs * batches));
                return entropy.item_float();
            });
            if (!Float.isFinite(loss)) {
                throw new TrainingFailed("the loss was " + loss + " after " + step + " steps");
            }
        }

        private static int[] permutation(int size, SplittableRandom random) {
            int[] order = IntStream.range(0, size).toArray();
            for (int last = size - 1; last > 0; last--) {
                int other = random.nextInt(last + 1);
                int swapped = order[last];
                order[last] = order[other];
                order[other] = swapped;
            }
            return order;
        }
    }
}
