package io.sextant.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.cli.report.ReportData.Amount;
import io.sextant.cli.report.ReportData.Outcome;
import io.sextant.cli.report.ReportData.Trial;
import io.sextant.cli.report.ReportData.Trials;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class ChartTest {
    private static final Set<String> HORIZONTAL = Set.of("x", "x1", "x2", "cx");
    private static final Set<String> VERTICAL = Set.of("y", "y1", "y2", "cy");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 40, 300})
    void everythingLiesInsideTheViewBox(int count) throws Exception {
        for (Element svg : charts(new Trials("latency", "us", OptionalDouble.of(SampleReport.LIMIT), SampleReport.trials(count)))) {
            for (Element element : Page.elements(svg, "*")) {
                checkInside(element);
            }
        }
    }

    @Test
    void outliersStayInsideTheViewBox() throws Exception {
        List<Trial> trials = new ArrayList<>(SampleReport.trials(10));
        trials.add(trial(10, new Amount(25_000, 24_000, 90_000, "us", "measured"), 0));
        trials.add(trial(11, new Amount(1, 1, 1, "us", "measured"), 1));
        for (Element svg : charts(new Trials("latency", "us", OptionalDouble.of(0.01), trials))) {
            for (Element element : Page.elements(svg, "*")) {
                checkInside(element);
            }
        }
    }

    @Test
    void limitSeparatesThoseOverItFromTheOthers() throws Exception {
        Element svg = charts(new Trials("latency", "us", OptionalDouble.of(SampleReport.LIMIT), SampleReport.trials(40))).get(0);
        double limit = number(byClass(svg, "line", "limit").get(0), "x1");
        List<Element> over = byClass(svg, "circle", "dot out");
        List<Element> within = byClass(svg, "circle", "dot dominated");
        within.addAll(byClass(svg, "circle", "dot best"));
        assertFalse(over.isEmpty() || within.isEmpty(), "both kinds are drawn");
        over.forEach(dot -> assertTrue(number(dot, "cx") > limit, dot.getTextContent()));
        within.forEach(dot -> assertTrue(number(dot, "cx") < limit, dot.getTextContent()));
    }

    @Test
    void whiskersSpanTheInterval() throws Exception {
        List<Trial> trials = List.of(trial(0, new Amount(20, 20, 20, "us", "measured"), 0.5),
            trial(1, new Amount(40, 30, 60, "us", "measured"), 0.7), trial(2, new Amount(80, 80, 80, "us", "measured"), 0.9));
        Element svg = charts(new Trials("latency", "us", OptionalDouble.empty(), trials)).get(0);
        List<Element> dots = byClass(svg, "circle", "dot best");
        double perUnit = (number(dots.get(2), "cx") - number(dots.get(0), "cx")) / 60;
        Element whisker = byClass(svg, "line", "whisker best").get(1);
        assertEquals(number(dots.get(1), "cx") - 10 * perUnit, number(whisker, "x1"), 0.2);
        assertEquals(number(dots.get(1), "cx") + 20 * perUnit, number(whisker, "x2"), 0.2);
    }

    @Test
    void winnerIsMarkedWhereItsTrialIs() throws Exception {
        List<Trial> trials = SampleReport.trials(40);
        Trial best = SampleReport.best(trials);
        Trials all = new Trials("latency", "us", OptionalDouble.of(SampleReport.LIMIT), trials);
        Element unmarked = charts(all).get(0);
        Element marked = Page.parse("\n" + FrontChart.draw(all, best.number())).document().getDocumentElement();
        Element dot = byClass(unmarked, "circle", "dot best").stream()
            .filter(circle -> circle.getTextContent().startsWith("trial " + best.number() + ":")).findFirst().orElseThrow();
        List<Element> diamonds = byClass(marked, "path", "winner");
        assertEquals(1, diamonds.size());
        String path = diamonds.get(0).getAttribute("d");
        String top = "M" + dot.getAttribute("cx") + " " + Scale.coordinate(number(dot, "cy") - 8);
        assertTrue(path.startsWith(top), path + " starts at " + top);
    }

    @Test
    void historyRisesOnlyWithCandidatesWithinTheLimits() throws Exception {
        List<Trial> trials = List.of(trial(0, new Amount(20, 20, 20, "us", "measured"), 0.5),
            new Trial(1, "over", Optional.of(new Amount(90, 90, 90, "us", "measured")), OptionalDouble.of(0.95), Outcome.OVER_LIMIT, ""),
            trial(2, new Amount(30, 30, 30, "us", "measured"), 0.4), trial(3, new Amount(30, 30, 30, "us", "measured"), 0.8));
        Element svg = Page.parse("\n" + HistoryChart.draw(new Trials("latency", "us", OptionalDouble.empty(), trials)))
            .document().getDocumentElement();
        List<Element> dots = Page.elements(svg, "circle");
        String path = byClass(svg, "path", "front").get(0).getAttribute("d");
        List<String> heights = Pattern.compile("(?:M[\\d.]+ |V)([\\d.]+)").matcher(path).results().map(match -> match.group(1)).toList();
        assertEquals(List.of(dots.get(0).getAttribute("cy"), dots.get(3).getAttribute("cy"), dots.get(3).getAttribute("cy")), heights);
    }

    private static Trial trial(int number, Amount cost, double accuracy) {
        return new Trial(number, "net", Optional.of(cost), OptionalDouble.of(accuracy), Outcome.FRONT, "");
    }

    private static List<Element> charts(Trials trials) throws Exception {
        return List.of(Page.parse("\n" + FrontChart.draw(trials, -1)).document().getDocumentElement(),
            Page.parse("\n" + HistoryChart.draw(trials)).document().getDocumentElement());
    }

    private static List<Element> byClass(Element svg, String name, String style) {
        return new ArrayList<>(Page.elements(svg, name).stream()
            .filter(element -> element.getAttribute("class").equals(style)).toList());
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    private static void checkInside(Element element) {
        HORIZONTAL.stream().filter(element::hasAttribute).forEach(name -> checkInside(element, number(element, name), Plot.WIDTH));
        VERTICAL.stream().filter(element::hasAttribute).forEach(name -> checkInside(element, number(element, name), Plot.HEIGHT));
        List<Double> path = Pattern.compile("[\\d.]+").matcher(element.getAttribute("d")).results().map(MatchResult::group)
            .map(Double::parseDouble).toList();
        path.forEach(coordinate -> checkInside(element, coordinate, Plot.WIDTH));
    }

    private static void checkInside(Element element, double coordinate, double most) {
        assertTrue(coordinate >= 0 && coordinate <= most, () -> element.getTagName() + " " + element.getAttribute("class") + " at "
            + coordinate + " of " + most);
    }
}
