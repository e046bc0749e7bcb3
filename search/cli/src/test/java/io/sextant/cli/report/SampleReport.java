package io.sextant.cli.report;

import io.sextant.cli.report.ReportData.Accuracy;
import io.sextant.cli.report.ReportData.Amount;
import io.sextant.cli.report.ReportData.Baseline;
import io.sextant.cli.report.ReportData.Device;
import io.sextant.cli.report.ReportData.Fact;
import io.sextant.cli.report.ReportData.Limit;
import io.sextant.cli.report.ReportData.Metric;
import io.sextant.cli.report.ReportData.Outcome;
import io.sextant.cli.report.ReportData.Run;
import io.sextant.cli.report.ReportData.Trial;
import io.sextant.cli.report.ReportData.Trials;
import io.sextant.cli.report.ReportData.Verdict;
import io.sextant.cli.report.ReportData.Winner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.UnaryOperator;

/** A search's report as it could be; {@code texts} is applied to every text in it. */
record SampleReport(UnaryOperator<String> texts) {
    static final double LIMIT = 60;

    static ReportData feasible() {
        return new SampleReport(UnaryOperator.identity()).of(trials(40));
    }

    static ReportData infeasible() {
        ReportData other = feasible();
        Limit missed = new Limit("latency <= 5 us", "from the command line", "16.02 us", false);
        Verdict verdict = new Verdict(false, "no network meets latency <= 5 us; the nearest, trial 7, has 16.02 us", List.of(missed));
        Trials none = new Trials("latency", "us", OptionalDouble.of(5), List.of());
        return new ReportData(other.run(), verdict, Optional.empty(), none, other.device());
    }

    /** {@code count} candidates of which about a third is over the limit, in an order that a seed fixes. */
    static List<Trial> trials(int count) {
        Random random = new Random(3);
        List<Amount> costs = new ArrayList<>();
        List<Double> accuracies = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            double value = 15 + 75 * random.nextDouble();
            costs.add(new Amount(value, value * 0.985, value * 1.02, "us", "measured"));
            accuracies.add(0.60 + 0.30 * Math.sqrt(value / 90) + 0.05 * random.nextDouble());
        }
        List<Trial> trials = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            trials.add(trial(number, costs, accuracies));
        }
        return trials;
    }

    private static Trial trial(int number, List<Amount> costs, List<Double> accuracies) {
        double cost = costs.get(number).value();
        boolean dominated = false;
        for (int other = 0; other < costs.size(); other++) {
            dominated |= isTrained(other) && costs.get(other).value() < cost && accuracies.get(other) > accuracies.get(number);
        }
        String description = "w0." + (25 + number % 4 * 25) + " | k5e2d1 se | k3e4d2 | k7e1d1 | k3e2d2 se";
        if (!isTrained(number)) {
            return new Trial(number, description, Optional.of(costs.get(number)), OptionalDouble.empty(), Outcome.NOT_TRAINED,
                "behind after 5 epochs");
        }
        Outcome outcome = cost > LIMIT ? Outcome.OVER_LIMIT : dominated ? Outcome.DOMINATED : Outcome.FRONT;
        String reason = outcome == Outcome.OVER_LIMIT ? "upper bound above 60 us" : "";
        return new Trial(number, description, Optional.of(costs.get(number)), OptionalDouble.of(accuracies.get(number)), outcome, reason);
    }

    private static boolean isTrained(int number) {
        return number % 5 != 4;
    }

    /** The trial that wins: the most accurate on the front. */
    static Trial best(List<Trial> trials) {
        return trials.stream().filter(trial -> trial.outcome() == Outcome.FRONT)
            .max((a, b) -> Double.compare(a.accuracy().getAsDouble(), b.accuracy().getAsDouble())).orElseThrow();
    }

    ReportData of(List<Trial> trials) {
        Trial best = best(trials);
        Run run = new Run(t("2026-11-21-0007"), t("./sextant search --space mnist1d --limit \"latency <= 60 us\" --seed 7"),
            t("21 November 2026, 10:02 UTC"), Duration.ofSeconds(187), List.of(fact("proposed", "40"), fact("measured", "38")));
        Limit limit = new Limit(t("latency <= 60 us"), t("40th percentile of random candidates"), t("58.31 us"), true);
        Verdict verdict = new Verdict(true, t("latency 58.31 us, upper bound 58.9 us, meets latency <= 60 us"), List.of(limit));
        Trials named = new Trials(t("latency"), t("us"), OptionalDouble.of(LIMIT), trials.stream().map(this::t).toList());
        return new ReportData(run, verdict, Optional.of(winner(best)), named, device());
    }

    private Winner winner(Trial best) {
        Accuracy accuracy = new Accuracy(0.9312, 0.0021, 3, OptionalDouble.of(0.942),
            Optional.of(new Baseline(t("most parameters within the limits"), 0.921)));
        List<Metric> metrics = List.of(new Metric(t("latency"), t(best.cost().orElseThrow())),
            new Metric(t("params"), new Amount(5834, 5834, 5834, "", t("counted"))),
            new Metric(t("macs"), new Amount(118_220, 118_220, 118_220, "", t("counted"))),
            new Metric(t("flash"), new Amount(24.6, 24.6, 24.6, t("KiB"), t("counted"))));
        List<Fact> files = List.of(fact("winner.onnx", "trained network"), fact("front.csv", "the front"), fact("run.json", "all numbers"));
        return new Winner(best.number(), t(best.description()), metrics, accuracy, files);
    }

    private Device device() {
        return new Device(t("Intel Xeon Processor"), List.of(fact("cores", "2"), fact("ISA", "AVX2, AVX-512, VNNI"), fact("L2", "2 MiB"),
            fact("clock", "thread-cpu"), fact("backend", "onnxruntime 1.29.0")),
            t("A/A difference 0.4 %; smallest resolvable difference 1.1 %: a quiet machine"), true);
    }

    private Trial t(Trial trial) {
        return new Trial(trial.number(), t(trial.description()), trial.cost().map(this::t), trial.accuracy(), trial.outcome(),
            t(trial.reason()));
    }

    private Amount t(Amount amount) {
        return new Amount(amount.value(), amount.lo(), amount.hi(), t(amount.unit()), t(amount.kind()));
    }

    private Fact fact(String name, String value) {
        return new Fact(t(name), t(value));
    }

    private String t(String text) {
        return texts.apply(text);
    }
}
