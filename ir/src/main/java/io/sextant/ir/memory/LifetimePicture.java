package io.sextant.ir.memory;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A picture of an arena as SVG: steps from left to right, bytes from bottom to top, one rectangle for each storage, which says its name and
 * size, and a line at the lower bound. Colours follow the reader's light or dark scheme; there is no script, and names are escaped.
 */
public final class LifetimePicture {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 420;
    private static final int LEFT = 90;
    private static final int RIGHT = 16;
    private static final int TOP = 30;
    private static final int BOTTOM = 36;
    private static final int HUES = 6;
    private static final int LETTER = 7;
    private static final int LINE = 14;
    private static final String STYLE = """
        <style>
        .arena-lives text { font: 11px system-ui, sans-serif; fill: #1b1f24 }
        .arena-lives rect { stroke: #ffffff; stroke-width: 0.5 }
        .arena-lives .bound { stroke: #b42318; stroke-width: 1; stroke-dasharray: 5 3 }
        .arena-lives .axis { stroke: #57606a; stroke-width: 1 }
        .arena-lives .c0 { fill: #9ec5fe } .arena-lives .c1 { fill: #a3cfbb } .arena-lives .c2 { fill: #ffe69c }
        .arena-lives .c3 { fill: #f1aeb5 } .arena-lives .c4 { fill: #c5b3e6 } .arena-lives .c5 { fill: #9eeaf9 }
        .arena-lives .scratch { fill: #ced4da }
        @media screen and (prefers-color-scheme: dark) {
        .arena-lives text { fill: #e6edf3 }
        .arena-lives rect { stroke: #0d1117 }
        .arena-lives .bound { stroke: #ff7b72 }
        .arena-lives .axis { stroke: #8b949e }
        .arena-lives .c0 { fill: #1f4b8f } .arena-lives .c1 { fill: #1d5c43 } .arena-lives .c2 { fill: #6b5300 }
        .arena-lives .c3 { fill: #7a2730 } .arena-lives .c4 { fill: #4b3480 } .arena-lives .c5 { fill: #0f5c6b }
        .arena-lives .scratch { fill: #495057 }
        }
        </style>
        """;

    private final ArenaPlan plan;
    private final double perTime;
    private final double perByte;
    private final StringBuilder svg = new StringBuilder();

    private LifetimePicture(ArenaPlan plan) {
        this.plan = plan;
        this.perTime = (double) (WIDTH - LEFT - RIGHT) / (plan.order().size() + 2);
        this.perByte = (double) (HEIGHT - TOP - BOTTOM) / Math.max(1, plan.peakBytes());
    }

    /** One {@code svg} element that can be a file of its own. */
    public static String svg(ArenaPlan plan) {
        return new LifetimePicture(plan).draw(" xmlns=\"http://www.w3.org/2000/svg\"");
    }

    /** The same for an HTML page, which names no namespace. */
    public static String inPage(ArenaPlan plan) {
        return new LifetimePicture(plan).draw("");
    }

    private String draw(String namespace) {
        add("<svg%s class=\"arena-lives\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n",
            namespace, WIDTH, HEIGHT, escaped("Activations in an arena of " + bytes(plan.peakBytes())));
        svg.append(STYLE);
        add("<text x=\"%d\" y=\"18\">%s</text>\n", LEFT, escaped("peak " + bytes(plan.peakBytes()) + ", lower bound " + bytes(plan.lowerBound())
            + String.format(Locale.ROOT, ", gap %.1f %%", 100 * plan.gap())));
        List<ArenaPlan.Span> spans = plan.spans().stream().filter(span -> span.bytes() > 0)
            .sorted(Comparator.comparingInt(ArenaPlan.Span::first).thenComparingLong(ArenaPlan.Span::offset)).toList();
        for (int i = 0; i < spans.size(); i++) {
            span(spans.get(i), spans.get(i).activations().isEmpty() ? "scratch" : "c" + i % HUES);
        }
        axes();
        return svg.append("</svg>\n").toString();
    }

    private void span(ArenaPlan.Span span, String colour) {
        double width = (span.last() - span.first() + 1) * perTime;
        double height = span.bytes() * perByte;
        double top = y(span.offset() + span.bytes());
        String text = span.name() + ", " + bytes(span.bytes());
        add("<g><title>%s</title><rect class=\"%s\" x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\"/>", escaped(text + " at "
            + span.offset() + ", " + times(span)), colour, x(span.first()), top, width, height);
        int letters = (int) (width / LETTER);
        if (height >= LINE && letters >= 2) {
            String label = text.length() <= letters ? text : text.substring(0, letters - 1) + "\u2026";
            add("<text x=\"%.2f\" y=\"%.2f\">%s</text>", x(span.first()) + 2, top + height / 2 + 4, escaped(label));
        }
        svg.append("</g>\n");
    }

    private String times(ArenaPlan.Span span) {
        int steps = plan.order().size();
        String first = span.first() == 0 ? "from the start" : "from step " + span.first();
        return first + (span.last() > steps ? " to the end" : span.last() == 0 ? "" : " to step " + span.last());
    }

    private void axes() {
        double bound = y(plan.lowerBound());
        add("<line class=\"bound\" x1=\"%d\" x2=\"%d\" y1=\"%.2f\" y2=\"%.2f\"><title>lower bound</title></line>\n", LEFT, WIDTH - RIGHT, bound,
            bound);
        add("<line class=\"axis\" x1=\"%d\" x2=\"%d\" y1=\"%.2f\" y2=\"%.2f\"/>\n", LEFT, WIDTH - RIGHT, y(0), y(0));
        for (int quarter = 0; quarter <= 4; quarter++) {
            long at = plan.peakBytes() * quarter / 4;
            add("<text x=\"%d\" y=\"%.2f\" text-anchor=\"end\">%s</text>\n", LEFT - 6, y(at) + 4, bytes(at));
        }
        int steps = plan.order().size();
        int every = Math.max(1, (steps + 19) / 20);
        for (int step = 1; step <= steps; step += every) {
            add("<text x=\"%.2f\" y=\"%d\" text-anchor=\"middle\">%d</text>\n", x(step) + perTime / 2, HEIGHT - BOTTOM + LINE, step);
        }
        add("<text x=\"%d\" y=\"%d\">step</text>\n", LEFT, HEIGHT - 6);
    }

    private double x(int time) {
        return LEFT + time * perTime;
    }

    private double y(long bytes) {
        return HEIGHT - BOTTOM - bytes * perByte;
    }

    private static String bytes(long bytes) {
        if (bytes < 10 * 1024) {
            return bytes + " B";
        }
        return bytes < 10L * 1024 * 1024 ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
            : String.format(Locale.ROOT, "%.1f MiB", bytes / 1024.0 / 1024);
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(isXml(point) ? point : 0xfffd);
            }
        });
        return safe.toString();
    }

    /** Whether XML 1.0 has the character at all. */
    private static boolean isXml(int point) {
        return point >= 0x20 && point <= 0xd7ff || point == '\t' || point >= 0xe000 && point <= 0xfffd || point >= 0x10000;
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
