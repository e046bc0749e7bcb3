package io.sextant.cli.report;

import io.sextant.cli.report.data.ReportData;
import io.sextant.cli.report.markup.Markup;

/** What was typed and asked for, and what the run left behind. */
final class RunSection {
    private RunSection() {
    }

    static Section of(ReportData.Run run) {
        Markup html = new Markup().open("pre").element("code", run.command()).close();
        html.include(Section.facts("long", run.settings()));
        if (!run.files().isEmpty()) {
            html.element("h3", "Files beside this page").open("ul", "class", "files");
            run.files().forEach(file -> html.open("li").element("a", file.name(), "href", "./" + file.name()).text(" ")
                .element("span", file.value(), "class", "faint").close());
            html.close();
        }
        return new Section("run", "Run it again", html);
    }
}
