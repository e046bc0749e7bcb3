package io.sextant.training;

import io.sextant.ir.graph.Graph;
import io.sextant.training.data.Mnist1d;
import java.util.List;
import java.util.function.Consumer;

/** Whether data and training are what they claim to be: published networks reach their published accuracies. */
public final class TruthCheck {
    private TruthCheck() {
    }

    /**
     * What came of one network.
     *
     * @param accuracy on the standard 1,000 test samples, 0..1
     * @param published what Greydanus and Kobak report, 0..1
     * @param seconds that training took on one thread
     */
    public record Result(String name, int epochs, double accuracy, double published, double seconds) {
    }

    private record Reference(Graph graph, double published) {
    }

    /**
     * Trains logistic regression, MLP and CNN in this order.
     *
     * @param finished told each result as it comes
     */
    public static List<Result> run(int epochs, long seed, Consumer<Result> finished) {
        Mnist1d data = Mnist1d.generate();
        List<Reference> references = List.of(new Reference(ReferenceModels.logisticRegression(), 0.32),
            new Reference(ReferenceModels.multilayerPerceptron(), 0.68), new Reference(ReferenceModels.convolutional(), 0.94));
        return references.stream().map(reference -> {
            long start = System.nanoTime();
            Graph trained = new GraphTrainer(Recipe.STANDARD).train(reference.graph(), data.training(), epochs, seed);
            double seconds = (System.nanoTime() - start) / 1e9;
            Result result = new Result(reference.graph().name(), epochs, GraphTrainer.accuracy(trained, data.standardTest()),
                reference.published(), seconds);
            finished.accept(result);
            return result;
        }).toList();
    }
}
