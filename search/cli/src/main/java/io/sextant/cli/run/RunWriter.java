package io.sextant.cli.run;

import io.sextant.cli.report.ReportPage;
import io.sextant.ir.quantity.Metric;
import io.sextant.search.limit.ParetoFront;
import io.sextant.search.loop.SearchResult;
import io.sextant.search.loop.Trial;
import io.sextant.search.port.Estimate;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Writes what a run came to: model, front, report and record. */
public final class RunWriter {
    private final RunFolder folder;
    private final Run run;
    private final RunEvidence evidence;

    public RunWriter(RunFolder folder, Run run, RunEvidence evidence) {
        this.folder = folder;
        this.run = run;
        this.evidence = evidence;
    }

    /** {@code run.json} comes last: a folder that has it is complete, and what was kept for resuming is removed then. */
    public void write(SearchResult result, String programVersion) throws IOException {
        if (result instanceof SearchResult.Feasible feasible) {
            WinnerFiles.write(folder, feasible, evidence);
        }
        folder.write("front.csv", front(result));
        folder.write("report.html", ReportPage.html(new RunReport(run, result, evidence).data()));
        folder.write(FinishedRun.TEXT, ResultText.of(run, result, evidence) + "\n");
        folder.write(RunFolder.RECORD, JsonText.indented(ResultTree.run(run, result, evidence, programVersion)) + "\n");
        folder.discardFinals();
    }

    /** What is traded, and what memory it takes: value, interval and where the number comes from. */
    private static String front(SearchResult result) {
        List<Trial> trials = result.summary().front().points().stream().map(ParetoFront.Point::item).toList();
        List<Metric> metrics = Stream.concat(result.summary().frontMetrics().stream(), Stream.of(Metric.RAM, Metric.FLASH)
            .filter(metric -> trials.stream().allMatch(trial -> trial.metrics().containsKey(metric)))).distinct().toList();
        StringBuilder csv = new StringBuilder("trial,genotype,accuracy,epochs");
        metrics.forEach(metric -> csv.append(String.format(Locale.ROOT, ",%1$s%2$s,%1$s_lo,%1$s_hi,%1$s_kind", metric.text(),
            unit(metric.display().symbol()))));
        csv.append('\n');
        for (ParetoFront.Point<Trial> point : result.summary().front().points()) {
            Trial trial = point.item();
            csv.append(trial.number()).append(',').append(trial.proposal().genotype()).append(',')
                .append(String.format(Locale.ROOT, "%.5f", point.accuracy())).append(',')
                .append(trial.score().orElseThrow().epochs());
            metrics.forEach(metric -> csv.append(cells(metric, trial.metrics().get(metric))));
            csv.append('\n');
        }
        return csv.toString();
    }

    private static String cells(Metric metric, Estimate estimate) {
        double base = metric.display().base();
        return String.format(Locale.ROOT, ",%.6g,%.6g,%.6g,%s", estimate.value() / base, estimate.lo() / base, estimate.hi() / base,
            estimate.kind().name().toLowerCase(Locale.ROOT));
    }

    private static String unit(String symbol) {
        return symbol.isEmpty() ? "" : "_" + symbol;
    }
}
