package io.sextant.cli.report.markup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sextant.cli.report.Page;
import org.junit.jupiter.api.Test;

class MarkupTest {
    @Test
    void anyTextIsWellFormedAndReadsAsItWas() throws Exception {
        String text = "<b>&'\"\uD83D\uDE00 ]]>";
        Markup html = new Markup().open("p", "title", text).text(text).close();
        assertEquals(text, Page.parse(html.toString()).root().getTextContent());
        assertEquals(text, Page.parse(html.toString()).root().getAttribute("title"));
    }

    @Test
    void whatXmlCannotHoldIsReplaced() throws Exception {
        String html = new Markup().element("p", "a\u0000b\u001Bc\uD83Dd\uDE00e\uFFFFf").toString();
        assertEquals("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf", Page.parse(html).root().getTextContent());
    }

    @Test
    void aScriptMayHoldAnyOperator() throws Exception {
        String html = new Markup().open("p").script("if (a < b && c > d) { e(); }\n").close().toString();
        assertEquals("//\nif (a < b && c > d) { e(); }\n//", Page.parse(html).elements("script").get(0).getTextContent());
    }

    @Test
    void whatIsLeftOpenIsAMistake() {
        assertThrows(IllegalStateException.class, () -> new Markup().open("p").toString());
    }
}
