package io.sextant.cli.run;

import io.sextant.cli.bench.Tuning;
import io.sextant.search.limit.Limit;
import io.sextant.search.loop.SearchSettings;
import io.sextant.search.loop.TrainingPlan;
import io.sextant.search.space.SpaceFile;
import io.sextant.training.Recipe;
import io.sextant.training.data.Mnist1d;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The first line of a journal. */
final class HeaderTree {
    private static final String SCHEMA = "sextant-journal/1";
    private static final int BEFORE_IT_WAS_COUNTED = 1;

    private HeaderTree() {
    }

    static Map<String, Object> of(JournalHeader header) {
        SearchSettings settings = header.asked().settings();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("schema", SCHEMA);
        tree.put("program", header.origin().program());
        tree.put("proposing", header.origin().proposing());
        tree.put("started", header.origin().started().toString());
        tree.put("arguments", header.origin().arguments());
        tree.put("space", header.asked().space().name());
        tree.put("space_declaration", header.asked().space().declaration());
        tree.put("device", header.asked().target().device());
        tree.put("fingerprint", header.met().fingerprint());
        tree.put("backend", header.asked().target().backend());
        tree.put("implementation", header.met().implementation());
        tree.put("fresh", header.asked().target().fresh());
        tree.put("costs", header.asked().target().costs().source().name().toLowerCase(Locale.ROOT));
        header.asked().target().costs().lut().ifPresent(lut -> tree.put("lut", lut.toString()));
        if (header.asked().target().tuning() != Tuning.NONE) {
            tree.put("tuning", header.asked().target().tuning().name().toLowerCase(Locale.ROOT));
        }
        if (header.asked().int8()) {
            tree.put("int8", true);
        }
        tree.put("strategy", header.asked().strategy());
        tree.put("limits", settings.limits().stream().map(Limit::toString).toList());
        tree.put("trials", settings.trials().count());
        tree.put("window", settings.trials().window());
        tree.put("budget_ms", settings.budget().toMillis());
        tree.put("searching_ms", header.searching().toMillis());
        tree.put("seed", settings.seed());
        tree.put("training", settings.training());
        tree.put("recipe", Recipe.STANDARD);
        tree.put("data_set", Mnist1d.NAME);
        return tree;
    }

    /** @param source file name for messages about the space */
    static JournalHeader read(Fields line, String source) {
        if (!line.has("schema") || !line.text("schema").equals(SCHEMA)) {
            throw new Fields.Damaged("expected a journal of schema " + SCHEMA);
        }
        JournalHeader.Origin origin = new JournalHeader.Origin(line.text("program"),
            line.has("proposing") ? line.whole("proposing") : BEFORE_IT_WAS_COUNTED, Instant.parse(line.text("started")),
            line.texts("arguments"));
        JournalHeader.Asked.Target target = new JournalHeader.Asked.Target(line.text("device"), line.text("backend"), line.flag("fresh"),
            costs(line), line.has("tuning") ? tuning(line.text("tuning")) : Tuning.NONE);
        JournalHeader.Asked asked = new JournalHeader.Asked(SpaceFile.parse(line.text("space_declaration"), source), target,
            line.text("strategy"), settings(line), line.has("int8") && line.flag("int8"));
        JournalHeader.Met met = new JournalHeader.Met(line.text("fingerprint"), line.text("implementation"));
        return new JournalHeader(origin, asked, met, Duration.ofMillis(line.large("searching_ms")));
    }

    private static Tuning tuning(String text) {
        return Arrays.stream(Tuning.values()).filter(each -> each.name().toLowerCase(Locale.ROOT).equals(text)).findFirst()
            .orElseThrow(() -> new Fields.Damaged("expected tuning none or measured, found " + text));
    }

    private static JournalHeader.Asked.Costs costs(Fields line) {
        return new JournalHeader.Asked.Costs(RunCosts.source(line.text("costs")),
            line.has("lut") ? Optional.of(Path.of(line.text("lut"))) : Optional.empty());
    }

    private static SearchSettings settings(Fields line) {
        List<Limit> limits = line.texts("limits").stream().map(Limit::parse).toList();
        Fields plan = line.fields("training");
        TrainingPlan training = new TrainingPlan(plan.whole("firstEpochs"), plan.whole("factor"), plan.whole("fullEpochs"),
            plan.whole("finalists"), plan.whole("seeds"));
        return new SearchSettings(limits, new SearchSettings.Trials(line.whole("trials"), line.whole("window")),
            Duration.ofMillis(line.large("budget_ms")), line.large("seed"), training);
    }
}
