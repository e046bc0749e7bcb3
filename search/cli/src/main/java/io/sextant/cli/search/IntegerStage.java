package io.sextant.cli.search;

import io.sextant.cli.progress.Progress;
import io.sextant.cli.run.IntegerWinner;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.onnx.OnnxExport;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.quantize.Precision;
import io.sextant.ir.tflite.write.TfliteExport;
import io.sextant.search.space.ChainPrecision;
import io.sextant.search.space.SearchSpace;
import io.sextant.training.FineTuning;
import io.sextant.training.TrainingFailed;
import io.sextant.training.data.Mnist1d;
import io.sextant.training.integers.IntegerTraining;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Brings the winner to integers when the search is over. A function of winner and seed, so a run that is killed meanwhile does it again.
 * What fails here would fail again, so it costs its form of the winner, not the run.
 */
final class IntegerStage {
    /** Of the time for the whole run; what the stage takes of runs of some minutes, fine-tuning included. */
    private static final int SHARE = 10;

    private final Mnist1d data;
    private final FineTuning tuning;
    private final Progress progress;

    IntegerStage(Mnist1d data, FineTuning tuning, Progress progress) {
        this.data = data;
        this.tuning = tuning;
        this.progress = progress;
    }

    /**
     * What is kept of a budget for this stage: nothing where the winner will be f32.
     *
     * @param asked whether {@code --int8} was given
     */
    static Duration reserved(Duration budget, SearchSpace space, boolean asked) {
        boolean decides = !space.precision(space.at(BigInteger.ZERO)).segments().isEmpty();
        return asked || decides ? budget.dividedBy(SHARE) : Duration.ZERO;
    }

    /**
     * The winner on integers; empty if neither {@code --int8} asks for it nor its genotype decides it, or no form of it came about.
     *
     * @param decided what the winner's links compute with
     */
    Optional<IntegerWinner> of(Graph trained, ChainPrecision decided, boolean asked, long seed) {
        if (!asked && decided.isReal()) {
            return Optional.empty();
        }
        if (asked && !decided.isReal()) {
            progress.say("the space decides what the winner computes on integers; --int8 brings no more of it there");
        }
        progress.stage("Bringing the winner to integers", 2);
        IntegerTraining training = new IntegerTraining(data, tuning, trained);
        ChainPrecision precision = decided.isReal() ? ChainPrecision.throughout(trained, Precision.I8) : decided;
        Optional<IntegerTraining.Outcome> qdq = form("ONNX Runtime", OnnxExport::toBytes,
            () -> training.quantise(precision, Rounding.QDQ, seed));
        Optional<IntegerTraining.Outcome> tflite = form("TFLite", TfliteExport::bytes,
            () -> training.quantise(precision, Rounding.TFLITE, seed));
        IntegerWinner winner = new IntegerWinner(qdq, tflite, !decided.isReal());
        return winner.decided() || qdq.isPresent() || tflite.isPresent() ? Optional.of(winner) : Optional.empty();
    }

    /** @param export fails where the runtime has not all operators */
    private Optional<IntegerTraining.Outcome> form(String runtime, Consumer<Graph> export, Supplier<IntegerTraining.Outcome> quantised) {
        try {
            IntegerTraining.Outcome form = quantised.get();
            export.accept(form.network().quantised().graph());
            return Optional.of(form);
        } catch (InvalidInput | TrainingFailed why) {
            progress.say("the winner is not written on integers for " + runtime + ": " + why.getMessage());
            return Optional.empty();
        } finally {
            progress.step();
        }
    }
}
