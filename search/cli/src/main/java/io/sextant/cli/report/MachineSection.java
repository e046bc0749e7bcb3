package io.sextant.cli.report;

import io.sextant.cli.report.data.ReportData;
import io.sextant.cli.report.markup.Markup;

/** Where was measured, and how well that machine measures. */
final class MachineSection {
    private MachineSection() {
    }

    static Section of(ReportData.Device device) {
        Markup html = new Markup().open("p").element("span", device.quiet() ? "✓ " : "! ", "class", device.quiet() ? "met" : "missed");
        html.text(device.noise()).close().include(Section.facts("long", device.facts()));
        return new Section("machine", "Machine", "Machine: " + device.name(), html);
    }
}
