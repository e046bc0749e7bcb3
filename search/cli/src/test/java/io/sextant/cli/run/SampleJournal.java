package io.sextant.cli.run;

import io.sextant.ir.quantity.Metric;
import io.sextant.search.limit.Limit;
import io.sextant.search.loop.Event;
import io.sextant.search.loop.TrainingPlan;
import io.sextant.search.port.CostOutcome;
import io.sextant.search.port.Estimate;
import io.sextant.search.port.Evaluator.Finished;
import io.sextant.search.port.Evaluator.NotFinished;
import io.sextant.search.port.Evaluator.Outcome;
import io.sextant.search.space.Genotype;
import io.sextant.search.strategy.Proposal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A header, and an event of each kind. */
final class SampleJournal {
    static final Genotype GENOTYPE = SampleRun.SPACE.at(BigInteger.valueOf(1017));
    private static final Duration AT = Duration.ofNanos(1_500_000_001);

    private SampleJournal() {
    }

    static JournalHeader header() {
        Run run = SampleRun.run(Path.of("runs/one"));
        JournalHeader.Asked asked = new JournalHeader.Asked(run.space(), new JournalHeader.Asked.Target("host", "auto", false,
            JournalHeader.Asked.Costs.STANDARD), "evolution",
            run.settings(), false);
        JournalHeader.Origin origin = new JournalHeader.Origin("0.1.0", JournalHeader.PROPOSING,
            Instant.parse("2026-01-31T12:00:00.125Z"), run.arguments());
        return new JournalHeader(origin, asked, JournalHeader.Met.of(run.bench()), Duration.ofMillis(87_654));
    }

    static List<Event> events() {
        Map<Metric, Estimate> metrics = Map.of(Metric.LATENCY, new Estimate(48000.125, 47000, 49000, Estimate.Kind.MEASURED),
            Metric.PARAMS, Estimate.counted(1234));
        return List.of(
            new Event.Costed(0, Proposal.random(GENOTYPE), new CostOutcome.Known(metrics, false), AT),
            new Event.Costed(1, new Proposal(SampleRun.SPACE.at(BigInteger.TEN), List.of(0)), new CostOutcome.Known(metrics, true), AT),
            new Event.Costed(2, Proposal.random(GENOTYPE), new CostOutcome.Unknown("killed by \"signal\" 4\nµ"), AT),
            new Event.LimitDerived(Limit.parse("latency <= 52.3 us")),
            new Event.FirstEpochs(7),
            new Event.Trained(new Event.Training(0, 8, Long.MIN_VALUE), new Outcome.Trained(1 / 3.0, Duration.ofNanos(123)), AT),
            new Event.Trained(new Event.Training(1, 8, 5), new Outcome.NotTrained("the time was up"), AT),
            new Event.Explored(16),
            new Event.Halved(List.of(new TrainingPlan.Rung(5, 24), new TrainingPlan.Rung(3, 72))),
            new Event.Entered(24, List.of(3, 0)),
            new Event.Remeasured(0, new CostOutcome.Known(metrics, false), AT),
            new Event.Remeasured(1, new CostOutcome.Unknown("device gone"), AT),
            new Event.Looked(3, false),
            new Event.FinalEpochs(72),
            new Event.Finished(new Event.Training(3, 72, -7), new Finished(SampleRun.SPACE.lower(GENOTYPE, 5), 0.91, 0.9, 0.89,
                Duration.ofSeconds(9)), AT.plusHours(1)),
            new Event.Finished(new Event.Training(4, 72, -7), new NotFinished("loss is NaN"), AT));
    }
}
