package io.sextant.cli.report;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A page or a drawing, parsed strictly: both are well-formed XML, a page after its first line. */
public record Page(Document document) {
    public static Page parse(String html) throws Exception {
        String xml = html.startsWith("<!doctype") ? html.substring(html.indexOf('\n') + 1) : html;
        return new Page(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml))));
    }

    /** What a reader sees, with the texts' line breaks as blanks. */
    String text() {
        return elements("main").get(0).getTextContent().replace('\n', ' ').replaceAll(" +", " ");
    }

    public Element root() {
        return document.getDocumentElement();
    }

    public List<Element> elements(String name) {
        return elements(root(), name);
    }

    public static List<Element> elements(Element root, String name) {
        NodeList nodes = root.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    Optional<Element> byId(String id) {
        return elements("*").stream().filter(element -> element.getAttribute("id").equals(id)).findFirst();
    }

    /** Elements of one name that have all classes in {@code style}. */
    public static List<Element> byClass(Element root, String name, String style) {
        return elements(root, name).stream()
            .filter(element -> Arrays.asList(element.getAttribute("class").split(" ")).containsAll(List.of(style.split(" ")))).toList();
    }

    /** The texts of the cells of each row in the body of a table. */
    static List<List<String>> rows(Element table) {
        return elements(elements(table, "tbody").get(0), "tr").stream().map(row -> elements(row, "*").stream()
            .filter(cell -> cell.getTagName().equals("td") || cell.getTagName().equals("th"))
            .map(cell -> cell.getTextContent().replace("\n", "").strip()).toList()).toList();
    }
}
