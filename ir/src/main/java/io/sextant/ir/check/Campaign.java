package io.sextant.ir.check;

import io.sextant.ir.generate.GraphGenerator;
import io.sextant.ir.generate.Sample;
import io.sextant.ir.graph.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Checks generated graphs, one seed after the other, and reduces those that fail. */
public final class Campaign {
    private static final int MAX_NODES = 16;
    private static final String EVALUATION = "interpreter";

    private final List<Check> checks;
    private final Consumer<Failure> failed;
    private final Set<List<String>> known = new HashSet<>();
    private final Map<String, Integer> operators = new TreeMap<>();
    private int graphs;
    private int failures;
    private long compared;
    private long skipped;

    /** @param failed is told of each failure that is not like one before */
    public Campaign(List<Check> checks, Consumer<Failure> failed) {
        this.checks = List.copyOf(checks);
        this.failed = failed;
    }

    /** Generates the graph of {@code seed} and checks it. */
    public void check(long seed) {
        Sample sample = GraphGenerator.sample(seed, 1 + (int) Math.floorMod(seed, (long) MAX_NODES));
        graphs++;
        sample.graph().nodes().stream().map(Node::op).forEach(op -> operators.merge(op.mnemonic(), 1, Integer::sum));
        Optional<Expectation> expected = expectation(sample);
        if (expected.isEmpty()) {
            evaluationFailure(sample).ifPresent(finding -> reduced(sample, finding, Campaign::evaluationFailure));
            return;
        }
        for (Check check : checks) {
            Finding.of(check, expected.get()).ifPresent(finding -> reduced(sample, finding, smaller -> find(check, smaller)));
        }
        compared += expected.get().compared();
        skipped += expected.get().skipped();
    }

    private static Optional<Expectation> expectation(Sample sample) {
        try {
            return Optional.of(Expectation.of(sample));
        } catch (RuntimeException broken) {
            return Optional.empty();
        }
    }

    private static Optional<Finding> evaluationFailure(Sample sample) {
        return Finding.of(EVALUATION, () -> {
            Expectation.of(sample);
            return Optional.empty();
        });
    }

    private static Optional<Finding> find(Check check, Sample sample) {
        return expectation(sample).flatMap(expected -> Finding.of(check, expected));
    }

    private void reduced(Sample sample, Finding finding, Minimiser.Finder finder) {
        failures++;
        Sample smallest = new Minimiser(finder).minimise(sample, finding);
        Failure failure = new Failure(finder.find(smallest).orElse(finding), smallest, sample.graph().nodes().size());
        List<String> key = new ArrayList<>(List.of(finding.check(), finding.kind()));
        key.addAll(failure.operators());
        if (known.add(key)) {
            failed.accept(failure);
        }
    }

    /** Graphs that were generated. */
    public int graphs() {
        return graphs;
    }

    /** Graphs' failed checks, those like others among them. */
    public int failures() {
        return failures;
    }

    /** Elements that were compared. */
    public long compared() {
        return compared;
    }

    /** Elements that were not compared, since they, or some that they depend on, are not finite or rest on a step's edge. */
    public long skipped() {
        return skipped;
    }

    /** How often each operator was generated; those that never were are absent. */
    public Map<String, Integer> operators() {
        return new TreeMap<>(operators);
    }
}
