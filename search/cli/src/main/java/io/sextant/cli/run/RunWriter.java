package io.sextant.cli.run;

import io.sextant.cli.report.ReportPage;
import io.sextant.ir.onnx.OnnxExport;
import io.sextant.search.limit.ParetoFront;
import io.sextant.search.loop.SearchResult;
import io.sextant.search.loop.Trial;
import java.io.IOException;
import java.util.Locale;

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
            OnnxExport.write(feasible.winner().trained(), folder.file("winner.onnx"));
        }
        folder.write("front.csv", front(result));
        folder.write("report.html", ReportPage.html(new RunReport(run, result, evidence).data()));
        folder.write(FinishedRun.TEXT, ResultText.of(run, result, evidence) + "\n");
        folder.write(RunFolder.RECORD, JsonText.indented(ResultTree.run(run, result, evidence, programVersion)) + "\n");
        folder.discardFinals();
    }

    private String front(SearchResult result) {
        StringBuilder csv = new StringBuilder("trial,genotype,accuracy,epochs");
        result.summary().frontMetrics().forEach(metric -> csv.append(',').append(metric.text()).append(unit(metric.display().symbol()))
            .append(',').append(metric.text()).append("_lo,").append(metric.text()).append("_hi"));
        csv.append('\n');
        for (ParetoFront.Point<Trial> point : result.summary().front().points()) {
            Trial trial = point.item();
            csv.append(trial.number()).append(',').append(trial.proposal().genotype()).append(',')
                .append(String.format(Locale.ROOT, "%.5f", point.accuracy())).append(',')
                .append(trial.score().orElseThrow().epochs());
            result.summary().frontMetrics().forEach(metric -> {
                var estimate = trial.metrics().get(metric);
                double base = metric.display().base();
                csv.append(String.format(Locale.ROOT, ",%.6g,%.6g,%.6g", estimate.value() / base, estimate.lo() / base,
                    estimate.hi() / base));
            });
            csv.append('\n');
        }
        return csv.toString();
    }

    private static String unit(String symbol) {
        return symbol.isEmpty() ? "" : "_" + symbol;
    }
}
