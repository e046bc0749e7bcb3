package io.sextant.training.evaluation;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.quantize.RangeMethod;
import io.sextant.search.port.Evaluator;
import io.sextant.search.space.ChainPrecision;
import io.sextant.search.space.SearchSpace;
import io.sextant.training.GraphTrainer;
import io.sextant.training.Predictions;
import io.sextant.training.Recipe;
import io.sextant.training.data.Mnist1d;
import io.sextant.training.data.Samples;
import io.sextant.training.integers.IntegerNetwork;
import io.sextant.training.integers.IntegerTraining;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Accuracy by training on MNIST-1D with libtorch, one thread per training run. Close it when done; what is under way then ends after
 * its current step and is not trained.
 */
public final class TorchEvaluator implements Evaluator, AutoCloseable {
    private final Mnist1d data;
    private final Recipe recipe;
    private final LongSupplier nanoClock;
    private final Workers workers;
    private final TrainingCost cost = new TrainingCost();

    /** @param workers training runs at a time; the number of processors is a good one */
    public TorchEvaluator(Mnist1d data, Recipe recipe, int workers) {
        this(data, recipe, workers, System::nanoTime);
    }

    TorchEvaluator(Mnist1d data, Recipe recipe, int workers, LongSupplier nanoClock) {
        this.data = data;
        this.recipe = recipe;
        this.nanoClock = nanoClock;
        this.workers = new Workers(workers);
    }

    @Override
    public List<Outcome> evaluate(List<Request> requests, Duration deadline, Progress<Outcome> progress) {
        long start = nanoClock.getAsLong();
        AtomicBoolean interrupted = new AtomicBoolean();
        return workers.map(requests, request -> {
            if (workers.isClosed() || interrupted.get()) {
                return new Outcome.NotTrained("training was stopped");
            }
            if (Duration.ofNanos(nanoClock.getAsLong() - start).compareTo(deadline) >= 0) {
                return new Outcome.NotTrained("the time for training was up");
            }
            return outcome(request, interrupted::get);
        }, progress, () -> interrupted.set(true));
    }

    private Outcome outcome(Request request, BooleanSupplier interrupted) {
        try {
            Run run = train(request, data.selection(), interrupted);
            recall(request, run.duration());
            return new Outcome.Trained(run.accuracy(), run.duration());
        } catch (RuntimeException | OutOfMemoryError e) {
            return new Outcome.NotTrained(firstLine(e));
        }
    }

    /** libtorch appends a native stack trace to its messages. */
    private static String firstLine(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage().lines().findFirst().orElse("");
    }

    @Override
    public List<FinalOutcome> finish(List<Request> requests, Progress<FinalOutcome> progress) {
        AtomicBoolean interrupted = new AtomicBoolean();
        return workers.map(requests, request -> finalOutcome(request, interrupted::get), progress, () -> interrupted.set(true));
    }

    private FinalOutcome finalOutcome(Request request, BooleanSupplier interrupted) {
        try {
            Run run = train(request, data.selection(), interrupted);
            return new Finished(run.trained(), run.accuracy(), run.accuracy(data.lastNumber()), run.accuracy(data.standardTest()),
                run.duration());
        } catch (RuntimeException | OutOfMemoryError e) {
            return new NotFinished(firstLine(e));
        }
    }

    /** What the network predicts as it runs on the device: links on integers are quantised after training, with what that costs. */
    private Function<Samples, Predictions> deployed(ChainPrecision precision, Graph trained) {
        if (precision.isReal()) {
            return samples -> GraphTrainer.predictions(trained, samples);
        }
        IntegerNetwork network = IntegerTraining.calibrated(precision.planned(trained, SearchSpace.ROUNDING), RangeMethod.PERCENTILE,
            data.training());
        return network::predictions;
    }

    @Override
    public void recall(Request request, Duration duration) {
        cost.learn(duration.toNanos() / 1e9, TrainingCost.prior(request.candidate().graph(), request.epochs(), data.training().size(),
            data.selection().size()));
    }

    @Override
    public Duration expected(Request request) {
        double seconds = cost.seconds(request.candidate().graph(), request.epochs(), data.training().size(), data.selection().size());
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    /**
     * @param deployed what the network predicts as it runs on the device
     * @param accuracy on the samples that training is judged by
     * @param duration of training, of calibrating and of taking the accuracy
     */
    private record Run(Graph trained, Function<Samples, Predictions> deployed, double accuracy, Duration duration) {
        double accuracy(Samples samples) {
            return deployed.apply(samples).accuracy(samples);
        }
    }

    private Run train(Request request, Samples evaluated, BooleanSupplier interrupted) {
        long start = nanoClock.getAsLong();
        GraphTrainer trainer = new GraphTrainer(recipe, () -> workers.isClosed() || interrupted.getAsBoolean());
        Graph trained = trainer.train(request.candidate().graph(), data.training(), request.epochs(), request.seed());
        Function<Samples, Predictions> deployed = deployed(request.candidate().precision(), trained);
        double accuracy = deployed.apply(evaluated).accuracy(evaluated);
        return new Run(trained, deployed, accuracy, Duration.ofNanos(nanoClock.getAsLong() - start));
    }

    @Override
    public void close() {
        workers.close();
    }
}
