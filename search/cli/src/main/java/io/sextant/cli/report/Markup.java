package io.sextant.cli.report;

import java.util.ArrayDeque;
import java.util.Deque;

/** Writes HTML and SVG elements. Every text and attribute value is escaped. */
final class Markup {
    private final StringBuilder html = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** @param attributes names and values in turn */
    Markup open(String element, String... attributes) {
        start(element, attributes);
        open.push(element);
        return this;
    }

    Markup close() {
        html.append("</").append(open.pop()).append(">\n");
        return this;
    }

    Markup text(String text) {
        escape(text);
        return this;
    }

    /** An element that holds only text. */
    Markup element(String element, String text, String... attributes) {
        start(element, attributes);
        escape(text);
        html.append("</").append(element).append(">\n");
        return this;
    }

    /** An element without content. */
    Markup empty(String element, String... attributes) {
        tag(element, attributes);
        html.append("/>\n");
        return this;
    }

    Markup include(Markup finished) {
        html.append(finished);
        return this;
    }

    /** Our own style sheet, as it stands. */
    Markup style(String sheet) {
        html.append("<style>\n").append(sheet).append("</style>\n");
        return this;
    }

    private void start(String element, String... attributes) {
        tag(element, attributes);
        html.append('>');
    }

    private void tag(String element, String... attributes) {
        html.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            html.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            html.append('"');
        }
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(c >= ' ' || c == '\n' || c == '\t' ? c : '\uFFFD');
            }
        }
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("elements left open: " + open);
        }
        return html.toString();
    }
}
