package io.sextant.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.cli.report.data.ReportData;
import io.sextant.ir.quantity.Metric;
import io.sextant.search.limit.Limit;
import io.sextant.search.limit.Limits;
import io.sextant.search.loop.Counts;
import io.sextant.search.loop.SearchResult;
import io.sextant.search.loop.Standing;
import io.sextant.search.loop.Trial;
import io.sextant.search.port.Estimate;
import io.sextant.search.screening.StaticCosts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ResultTextTest {
    private static List<String> lines(SearchResult result) {
        return ResultText.of(SampleRun.run(Path.of("runs/one")), result, RunEvidence.NONE).lines().toList();
    }

    private static void assertLine(List<String> lines, String line) {
        assertTrue(lines.contains(line), () -> "no line '" + line + "' in\n" + String.join("\n", lines));
    }

    @Test
    void aWinnerIsShownWithItsIntervalAccuracyAndBaseline() {
        List<String> lines = lines(SampleRun.feasible());
        assertLine(lines, "verdict    feasible: the winner's measured upper bound meets every limit");
        assertLine(lines, "limit      latency <= 60 us");
        assertLine(lines, "latency    48 us  [47.52 us, 48.48 us] measured");
        assertLine(lines, "params     12,345");
        assertLine(lines, "ram        3 KiB estimated");
        assertLine(lines, "flash      48.22 KiB estimated");
        assertLine(lines, "accuracy   90.00 % +- 0.58 on fresh samples, 89.00 % +- 0.00 on the standard test, 3 seeds, 90 epochs");
        assertLine(lines, "baseline   86.00 % +- 0.58 on fresh samples, 85.00 % +- 0.00 on the standard test, 3 seeds, 90 epochs;"
            + " most parameters within the limits");
        assertLine(lines, "machine    quiet: differences under 2.0 % are noise (A/A 0.1 %)");
        assertLine(lines, "counts     4 proposed, 0 predicted, 2 measured, 1 from the store, 2 trained, 83 s");
        assertLine(lines, "files      runs/one/: winner.onnx, report.html, front.csv, run.json");
    }

    @Test
    void aResumedRunSaysWhatItTookFromTheJournal() {
        SearchResult.Feasible feasible = SampleRun.feasible();
        assertFalse(String.join("\n", lines(feasible)).contains("resumed"));
        SearchResult.Summary summary = feasible.summary();
        Counts counts = new Counts(40, 4, 0, 12, 36, 3, new Counts.Recalled(30, 2, 21));
        List<String> lines = lines(new SearchResult.Feasible(new SearchResult.Summary(summary.limits(), summary.derived(), summary.trials(),
            summary.front(), summary.frontMetrics(), counts, summary.duration()), feasible.winner(), feasible.baseline()));
        assertLine(lines, "counts     40 proposed, 3 the same network as an earlier one, 0 predicted, 4 measured, 6 from the store, 12 trained, 83 s");
        assertLine(lines, "resumed    from the journal: 30 networks' costs, 2 finalists, 21 trainings");
    }

    @Test
    void aWinnerThatIsTheBaselineSaysSo() {
        SearchResult.Feasible feasible = SampleRun.feasible();
        List<String> lines = lines(new SearchResult.Feasible(feasible.summary(), feasible.winner(), feasible.winner()));
        assertLine(lines, "baseline   the winner has the most parameters within the limits");
    }

    @Test
    void infeasibleNamesTheNearestPointAndTheBindingLimit() {
        List<String> lines = lines(SampleRun.infeasible());
        assertEquals("verdict    infeasible: no network that was tried meets every limit", lines.get(0));
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("nearest    trial 1: ")), lines::toString);
        assertLine(lines, "binding    latency <= 60 us not met: upper bound 72.72 us, 21.2 % over");
        assertFalse(String.join("\n", lines).contains("winner.onnx"));
    }

    @Test
    void aLimitOnMemorySaysWhatItRestsOn() {
        List<String> lines = lines(SampleRun.feasible(Limit.parse("ram <= 4 KiB")));
        assertLine(lines, "verdict    feasible: the winner's measured upper bound meets every limit on latency; ram as estimated");
        assertTrue(lines.stream().anyMatch(line -> line.endsWith("ram: " + StaticCosts.RAM)), lines::toString);
        assertFalse(String.join("\n", lines).contains(StaticCosts.FLASH), "no limit speaks of it");
        assertFalse(String.join("\n", lines(SampleRun.feasible())).contains(StaticCosts.RAM));
    }

    @Test
    void onlyWhatWasMeasuredIsCalledSo() {
        assertEquals("the winner meets every limit: params as counted", reason("params <= 20000"));
        assertEquals("the winner meets every limit: params as counted, ram and flash as estimated",
            reason("ram <= 4 KiB", "params <= 20000", "flash <= 1 MiB"));
        assertEquals("the winner's measured upper bound meets every limit on latency; params as counted, ram as estimated",
            reason("latency <= 60 us", "params <= 20000", "ram <= 4 KiB"));
    }

    private static String reason(String... limits) {
        SearchResult.Feasible feasible = SampleRun.feasible();
        SearchResult.Summary summary = feasible.summary();
        Limits all = new Limits(Stream.of(limits).map(Limit::parse).toList());
        return ResultText.reason(new SearchResult.Feasible(new SearchResult.Summary(all, false, summary.trials(), summary.front(),
            summary.frontMetrics(), summary.counts(), summary.duration()), feasible.winner(), feasible.baseline()));
    }

    /** What misses a limit on memory was not measured. */
    @Test
    void aNearestPointMayHaveNoLatency() {
        Limit limit = Limit.parse("ram <= 1 KiB");
        Map<Metric, Estimate> metrics = Map.of(Metric.RAM, Estimate.estimated(3072), Metric.PARAMS, Estimate.counted(1), Metric.MACS,
            Estimate.counted(1));
        Limits limits = new Limits(List.of(SampleRun.LIMIT, limit));
        Trial over = new Trial(0, SampleRun.over(0).proposal(), metrics, Map.of(), new Standing.Infeasible(limits.binding(metrics), false),
            List.of());
        SearchResult.Summary summary = SampleRun.infeasible().summary();
        SearchResult result = new SearchResult.Infeasible(new SearchResult.Summary(limits, false, List.of(over), summary.front(),
            List.of(Metric.RAM), summary.counts(), summary.duration()),
            Optional.of(new SearchResult.Nearest(over, metrics, limits.verdicts(metrics))));
        assertLine(lines(result), "binding    ram <= 1 KiB not met: predicted 3 KiB, 200.0 % over");
        ReportData report = new RunReport(SampleRun.run(Path.of("runs/one")), result, RunEvidence.NONE).data();
        assertEquals(List.of("", "3 KiB estimated"), report.verdict().limits().stream().map(ReportData.Verdict.Limit::reached).toList());
        assertEquals("ram", report.trials().metric());
    }
}
