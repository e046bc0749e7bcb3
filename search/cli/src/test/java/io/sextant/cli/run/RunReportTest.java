package io.sextant.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.cli.report.ReportData;
import io.sextant.search.loop.SearchResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RunReportTest {
    private static ReportData data(SearchResult result) {
        return new RunReport(SampleRun.run(Path.of("runs/one")), result).data();
    }

    @Test
    void everyTrialHasItsOutcome() {
        List<ReportData.Trial> trials = data(SampleRun.feasible()).trials().all();
        assertEquals(List.of(ReportData.Outcome.FRONT, ReportData.Outcome.OVER_LIMIT, ReportData.Outcome.FAILED,
            ReportData.Outcome.NOT_TRAINED), trials.stream().map(ReportData.Trial::outcome).toList());
        assertEquals(OptionalDouble.of(0.9), trials.get(0).accuracy());
        assertEquals("trained for 30 epochs", trials.get(0).reason());
        assertEquals(Optional.empty(), trials.get(2).cost());
        assertEquals("not trained: the time was up", trials.get(3).reason());
    }

    @Test
    void theWinnerStandsBesideTheBaselineInTheUnitOfTheReport() {
        ReportData data = data(SampleRun.feasible());
        ReportData.Winner winner = data.winner().orElseThrow();
        assertEquals(new ReportData.Amount(48, 47.52, 48.48, "us", "measured"), winner.metrics().get(0).amount());
        assertEquals(0.9, winner.accuracy().mean(), 1e-12);
        assertEquals(0.86, winner.accuracy().baseline().orElseThrow().accuracy(), 1e-12);
        assertEquals(OptionalDouble.of(60), data.trials().limit());
        assertEquals(new ReportData.Limit("latency <= 60 us", "given", "48 us  [47.52 us, 48.48 us] measured", true),
            data.verdict().limits().get(0));
        assertEquals(List.of(new ReportData.Fact("proposed", "4"), new ReportData.Fact("measured", "2"),
            new ReportData.Fact("from the store", "1"), new ReportData.Fact("trained", "2")), data.run().counts());
        assertTrue(data.device().quiet());
    }

    @Test
    void anInfeasibleRunSaysWhatIsNearest() {
        ReportData data = data(SampleRun.infeasible());
        assertEquals(Optional.empty(), data.winner());
        assertEquals("no network that was tried meets every limit; nearest is trial 1: latency <= 60 us not met: upper bound"
            + " 72.72 us, 21.2 % over", data.verdict().sentence());
        assertEquals(false, data.verdict().limits().get(0).met());
    }
}
