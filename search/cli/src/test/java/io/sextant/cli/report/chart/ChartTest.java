package io.sextant.cli.report.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.cli.report.Page;
import io.sextant.cli.report.SampleTrials;
import io.sextant.cli.report.data.Amount;
import io.sextant.cli.report.data.Fate;
import io.sextant.cli.report.data.Outcome;
import io.sextant.cli.report.data.Trials;
import io.sextant.cli.report.data.Trials.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class ChartTest {
    private static final Map<String, Integer> AXES = Map.of("x", 2, "x1", 2, "x2", 2, "y", 3, "y1", 3, "y2", 3);
    private static final Pattern START = Pattern.compile("M([\\d.-]+) ([\\d.-]+)");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 40, 300, 2000})
    void everythingLiesInsideTheViewBox(int count) throws Exception {
        checkInside(SampleTrials.of(count));
    }

    @Test
    void outliersStayInsideTheViewBox() throws Exception {
        List<Trial> all = new ArrayList<>(SampleTrials.of(40).all());
        all.add(trained(40, amount(25_000, 24_000, 90_000), 0));
        all.add(trained(41, amount(1, 1, 1), 1));
        checkInside(new Trials("latency", "us", OptionalDouble.of(0.01), 16, all));
    }

    @Test
    void theLimitSeparatesThoseOverItFromTheOthers() throws Exception {
        Element svg = front(SampleTrials.of(96), -1);
        double limit = number(Page.byClass(svg, "line", "limit").get(0), "x1");
        List<Double> within = Stream.of("best", "dominated", "untrained").flatMap(style -> points(svg, style).stream())
            .map(point -> point[0]).toList();
        assertFalse(within.isEmpty());
        within.forEach(x -> assertTrue(x < limit, x + " is left of " + limit));
        List<Trial> over = SampleTrials.of(96).all().stream().filter(trial -> trial.outcome() == Outcome.OVER_LIMIT).toList();
        assertEquals(over.size(), points(svg, "over").size());
    }

    @Test
    void everyOutcomeHasAShapeOfItsOwn() {
        Set<String> shapes = new HashSet<>();
        for (Glyph glyph : Glyph.values()) {
            shapes.add(glyph.path(0, 0).replaceAll("[\\d.-]+", "n") + glyph.path(0, 0));
        }
        assertEquals(Glyph.values().length, shapes.size());
        assertEquals(6, Stream.of(Glyph.FRONT, Glyph.OVER_LIMIT, Glyph.REMEASURED_OVER, Glyph.NOT_TRAINED, Glyph.FAILED, Glyph.WINNER)
            .map(glyph -> glyph.path(0, 0).replaceAll("[\\d.]+", "n")).distinct().count(), "not only sizes differ");
    }

    @Test
    void whiskersSpanTheInterval() throws Exception {
        Element svg = front(trials(trained(0, amount(20, 20, 20), 0.5), trained(1, amount(40, 30, 60), 0.7),
            trained(2, amount(80, 80, 80), 0.9)), -1);
        List<double[]> points = points(svg, "best");
        double perUnit = (points.get(2)[0] - points.get(0)[0]) / 60;
        Matcher whisker = Pattern.compile("M([\\d.]+) [\\d.]+H([\\d.]+)").matcher(
            Page.byClass(svg, "path", "whisker best").get(0).getAttribute("d"));
        assertTrue(whisker.find() && whisker.find());
        assertEquals(points.get(1)[0] - 10 * perUnit, Double.parseDouble(whisker.group(1)), 0.2);
        assertEquals(points.get(1)[0] + 20 * perUnit, Double.parseDouble(whisker.group(2)), 0.2);
    }

    @Test
    void marksAreLinksThatSayWhatTheyAre() throws Exception {
        Trials trials = SampleTrials.of(96);
        int winner = SampleTrials.best(trials).orElseThrow().number();
        Element svg = front(trials, winner);
        List<Element> links = Page.elements(svg, "a");
        long costed = trials.all().stream().filter(trial -> trial.cost().isPresent()).count();
        assertEquals(costed, links.size());
        Element won = Page.elements(Page.byClass(svg, "g", "mark winner").get(0), "a").get(0);
        assertEquals("#t" + winner, won.getAttribute("href"));
        assertEquals(trials.all().get(winner).summary() + ", winner", won.getTextContent().strip());
        assertEquals("", won.getAttribute("tabindex"), "it can be reached by keyboard");
        Element dominated = Page.elements(Page.byClass(svg, "g", "mark dominated").get(0), "a").get(0);
        assertEquals("-1", dominated.getAttribute("tabindex"), "hundreds of stops would be a trap");
    }

    @Test
    void amongThousandsOnlyWhatMattersIsALink() throws Exception {
        Trials trials = SampleTrials.of(3000);
        Element svg = front(trials, -1);
        long front = trials.all().stream().filter(trial -> trial.outcome() == Outcome.FRONT).count();
        assertEquals(front, Page.elements(svg, "a").size());
        String together = Page.byClass(svg, "path", "mark dominated").get(0).getAttribute("d");
        long dominated = trials.all().stream().filter(trial -> trial.outcome() == Outcome.DOMINATED).count();
        assertEquals(dominated, START.matcher(together).results().count());
    }

    @Test
    void theWinnersMeasurementStandsBesideThePrediction() throws Exception {
        Trial won = new Trial(0, "net", Optional.of(amount(40, 39, 41)), Optional.of(amount(44, 43, 46)), OptionalDouble.of(0.9),
            Fate.of(Outcome.FRONT, ""));
        Element svg = front(trials(won, trained(1, amount(20, 20, 20), 0.5)), 0);
        double predicted = points(svg, "winner").get(0)[0];
        double measured = points(svg, "measured").get(0)[0];
        double cheap = points(svg, "best").get(0)[0];
        assertEquals((measured - predicted) / 4, (predicted - cheap) / 20, 0.1);
    }

    @Test
    void historyRisesOnlyWithCandidatesWithinTheLimits() throws Exception {
        Trial over = new Trial(1, "over", Optional.of(amount(90, 90, 90)), Optional.empty(), OptionalDouble.of(0.95),
            Fate.of(Outcome.REMEASURED_OVER, ""));
        Trials trials = trials(trained(0, amount(20, 20, 20), 0.5), over, trained(2, amount(30, 30, 30), 0.4),
            trained(3, amount(30, 30, 30), 0.8));
        Element svg = Page.parse(HistoryChart.accuracy(trials).toString()).root();
        List<double[]> points = points(svg, "dominated");
        String line = Page.byClass(svg, "path", "front").get(0).getAttribute("d");
        List<Double> stairs = Pattern.compile("(?:M[\\d.]+ |V)([\\d.]+)").matcher(line).results()
            .map(match -> Double.parseDouble(match.group(1))).toList();
        assertEquals(List.of(points.get(0)[1], points.get(2)[1], points.get(2)[1]), stairs);
    }

    @Test
    void historyOfCostShowsTheLimitAndTheBatches() throws Exception {
        Trials trials = SampleTrials.of(40);
        Element svg = Page.parse(HistoryChart.cost(trials).toString()).root();
        assertEquals(1, Page.byClass(svg, "line", "limit").size());
        assertEquals(2, Page.byClass(svg, "line", "batch").size(), "40 trials are three batches of 16");
        assertEquals(1, HistoryChart.batchesBetweenLines(trials));
        assertEquals(14, HistoryChart.batchesBetweenLines(SampleTrials.of(5000)), "313 batches, at most 24 ticks");
    }

    @Test
    void agreementPutsEqualNumbersOnTheLine() throws Exception {
        Trials trials = trials(compared(0, 20, 20), compared(1, 40, 44), compared(2, 60, 60));
        Element svg = Page.parse(AgreementChart.draw(trials, -1, "predicted").toString()).root();
        Element line = Page.byClass(svg, "line", "identity").get(0);
        double[] ends = Stream.of("x1", "y1", "x2", "y2").mapToDouble(name -> number(line, name)).toArray();
        List<double[]> points = points(svg, "best");
        double[] offsets = points.stream().mapToDouble(point -> ends[1] + (point[0] - ends[0]) * (ends[3] - ends[1]) / (ends[2] - ends[0])
            - point[1]).toArray();
        assertEquals(0, offsets[0], 0.2);
        assertEquals(0, offsets[2], 0.2);
        assertTrue(offsets[1] < -5, "predicted too small lies below the line, got " + offsets[1]);
    }

    private static void checkInside(Trials trials) throws Exception {
        List<String> charts = new ArrayList<>(List.of(FrontChart.draw(trials, 0).toString(), HistoryChart.cost(trials).toString()));
        charts.addAll(trials.trained().isEmpty() ? List.of() : List.of(HistoryChart.accuracy(trials).toString()));
        charts.addAll(trials.compared().isEmpty() ? List.of() : List.of(AgreementChart.draw(trials, 0, "predicted").toString()));
        for (String chart : charts) {
            Element svg = Page.parse(chart).root();
            double[] box = Arrays.stream(svg.getAttribute("viewBox").split(" ")).mapToDouble(Double::parseDouble).toArray();
            for (Element element : Page.elements(svg, "*")) {
                AXES.keySet().stream().filter(element::hasAttribute).forEach(name -> checkInside(element, number(element, name),
                    box[AXES.get(name)]));
                starts(element.getAttribute("d")).forEach(point -> {
                    checkInside(element, point[0], box[2]);
                    checkInside(element, point[1], box[3]);
                });
            }
        }
    }

    private static void checkInside(Element element, double coordinate, double most) {
        assertTrue(coordinate >= 0 && coordinate <= most, () -> element.getTagName() + " " + element.getAttribute("class") + " at "
            + coordinate + " of " + most);
    }

    private static Element front(Trials trials, int winner) throws Exception {
        return Page.parse(FrontChart.draw(trials, winner).toString()).root();
    }

    /** The middles of the marks of a kind, as far as their paths begin there: up to the shape's offset, which is the same for all. */
    private static List<double[]> points(Element svg, String style) {
        List<double[]> points = new ArrayList<>();
        Page.byClass(svg, "g", "mark " + style).forEach(group -> Page.elements(group, "path")
            .forEach(path -> points.add(middle(style, starts(path.getAttribute("d")).get(0)))));
        Page.byClass(svg, "path", "mark " + style).forEach(path -> starts(path.getAttribute("d"))
            .forEach(start -> points.add(middle(style, start))));
        return points;
    }

    private static double[] middle(String style, double[] start) {
        double radius = switch (style) {
            case "best" -> 4.5;
            case "dominated" -> 3.2;
            default -> 0;
        };
        return new double[] {Math.round(10 * (start[0] + radius)) / 10.0, start[1]};
    }

    private static List<double[]> starts(String path) {
        return START.matcher(path).results().map(match -> new double[] {Double.parseDouble(match.group(1)),
            Double.parseDouble(match.group(2))})
            .toList();
    }

    private static Trials trials(Trial... trials) {
        return new Trials("latency", "us", OptionalDouble.empty(), 16, List.of(trials));
    }

    private static Trial trained(int number, Amount cost, double accuracy) {
        return new Trial(number, "net", Optional.of(cost), Optional.empty(), OptionalDouble.of(accuracy), Fate.of(Outcome.FRONT, ""));
    }

    private static Trial compared(int number, double predicted, double measured) {
        return new Trial(number, "net", Optional.of(amount(predicted, predicted, predicted)),
            Optional.of(amount(measured, measured * 0.99, measured * 1.01)), OptionalDouble.of(0.8), Fate.of(Outcome.FRONT, ""));
    }

    private static Amount amount(double value, double lo, double hi) {
        return new Amount(value, lo, hi, "us", "summed");
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
