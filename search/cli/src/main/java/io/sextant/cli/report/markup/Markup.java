package io.sextant.cli.report.markup;

import java.util.ArrayDeque;
import java.util.Deque;

/** Writes HTML and SVG elements that are well-formed XML as well. Every text and attribute value is escaped. */
public final class Markup {
    private final StringBuilder html = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** @param attributes names and values in turn */
    public Markup open(String element, String... attributes) {
        start(element, attributes);
        open.push(element);
        return this;
    }

    public Markup close() {
        html.append("</").append(open.pop()).append(">\n");
        return this;
    }

    public Markup text(String text) {
        escape(text);
        return this;
    }

    /** An element that holds only text. */
    public Markup element(String element, String text, String... attributes) {
        start(element, attributes);
        escape(text);
        html.append("</").append(element).append(">\n");
        return this;
    }

    /** An element without content; only where HTML knows none, and in SVG. */
    public Markup empty(String element, String... attributes) {
        tag(element, attributes);
        html.append("/>\n");
        return this;
    }

    public Markup include(Markup finished) {
        html.append(finished);
        return this;
    }

    /** Our own style sheet, as it stands. */
    public Markup style(String sheet) {
        html.append("<style>\n").append(sheet).append("</style>\n");
        return this;
    }

    /** An SVG element of our own making, well-formed and escaped, as it stands. */
    public Markup drawing(String svg) {
        html.append(svg);
        return this;
    }

    /** Our own script, as {@link #scriptText} wraps it. */
    public Markup script(String source) {
        html.append("<script>").append(scriptText(source)).append("</script>\n");
        return this;
    }

    /** What a browser takes for the script's text: {@code source} between marks that let it hold any character in XML too. */
    public static String scriptText(String source) {
        return "//<![CDATA[\n" + source + "//]]>";
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
                default -> html.append(isAllowed(text, i) ? c : '\uFFFD');
            }
        }
    }

    /** In XML 1.0, which has neither most control characters nor halves of surrogate pairs. */
    private static boolean isAllowed(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        }
        return c >= ' ' && c < '\uFFFE' || c == '\n' || c == '\t';
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("elements left open: " + open);
        }
        return html.toString();
    }
}
