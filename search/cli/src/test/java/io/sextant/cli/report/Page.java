package io.sextant.cli.report;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A page, parsed strictly: the report is well-formed XML after its first line. */
record Page(Document document) {
    static Page parse(String html) throws Exception {
        String xml = html.substring(html.indexOf('\n') + 1);
        return new Page(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml))));
    }

    String text() {
        return document.getElementsByTagName("body").item(0).getTextContent();
    }

    List<Element> elements(String name) {
        return elements(document.getDocumentElement(), name);
    }

    static List<Element> elements(Element root, String name) {
        NodeList nodes = root.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
