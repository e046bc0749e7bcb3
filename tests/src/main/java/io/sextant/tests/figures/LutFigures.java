package io.sextant.tests.figures;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sextant.tests.program.Checkout;
import io.sextant.tests.program.ProgramRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A LUT of {@code mobilenetv3} on this host, and how far its predictions hold: kernels and whole networks are measured by different
 * processes of the program, on the thread CPU clock. The peer of a prediction is the network's own repeat, in processes of its own.
 */
final class LutFigures implements FigureSet {
    private static final double GOAL_SECONDS = 900;
    private static final double GOAL_WITHIN_TEN = 0.97;
    private static final double GOAL_WITHIN_FIVE = 0.85;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * How much is measured.
     *
     * @param networks held-out ones
     */
    private record Size(String space, String budget, int corrected, int networks) {
    }

    @Override
    public List<Figure> measure(boolean quick) {
        try {
            Path folder = Files.createTempDirectory("sextant-lut");
            try {
                Size size = quick ? new Size(small(folder).toString(), "1min", 8, 4) : new Size("mobilenetv3", "12min", 32, 200);
                List<Figure> figures = new ArrayList<>(measure(folder, size));
                figures.add(ScoringFigure.measure(quick));
                return figures;
            } finally {
                Folders.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A space with few kernels. */
    private static Path small(Path folder) throws IOException {
        return Files.writeString(folder.resolve("small.yaml"), """
            name: small
            input: f32[1x40x1]
            classes: 10
            width: 0.5
            rounding: 4
            block: fused
            stem: {width: 8, kernel: 5, stride: 2, activation: relu}
            stages:
              - {width: 8, stride: 2, activation: relu, depth: [1, 2], kernel: [3, 5], expansion: [1, 2]}
            """);
    }

    private static List<Figure> measure(Path folder, Size size) {
        ProgramRun.Starter program = ProgramRun.throughLauncher(Checkout.root(), folder.resolve("home"), Checkout.root());
        String lut = folder.resolve("lut.csv").toString();
        checked(program.run("probe"));
        Note.progress("building the LUT of " + size.space() + " in at most " + size.budget());
        ProgramRun build = checked(program.run("lut", "build", "--space", size.space(), "--device", "host", "--backend", "onnxruntime",
            "--out", lut, "--budget", size.budget(), "--networks", String.valueOf(size.corrected()), "--json"));
        JsonNode built = json(build);
        Note.progress("measuring " + size.networks() + " held-out networks, twice");
        JsonNode verified = json(checked(program.run("lut", "verify", lut, "--space", size.space(), "--backend", "onnxruntime", "--networks",
            String.valueOf(size.networks()), "--json")));
        Note.progress("correction " + built.path("correction") + ", worst layers " + verified.path("worst_layers"));
        Note.progress("prediction " + verified.path("prediction") + ", ceiling " + verified.path("ceiling"));
        double seconds = build.duration().toNanos() / 1e9;
        Figure time = new Figure("LUT of " + built.path("kernels").asInt() + " kernels, " + built.path("within_aim").asInt() + " within 2 %",
            "<= 900 s", "-", String.format(Locale.ROOT, "%.0f s", seconds), String.format(Locale.ROOT, "%.2f", seconds / GOAL_SECONDS),
            seconds <= GOAL_SECONDS && built.path("complete").asBoolean());
        return List.of(within(verified, "within_10_percent", "within 10 %", GOAL_WITHIN_TEN),
            within(verified, "within_5_percent", "within 5 %", GOAL_WITHIN_FIVE), time);
    }

    private static Figure within(JsonNode verified, String field, String name, double goal) {
        double ours = verified.path("prediction").path(field).asDouble();
        double ceiling = verified.path("ceiling").path(field).asDouble();
        return new Figure(name + ", " + verified.path("networks").size() + " networks (peer: each network's own repeat)",
            String.format(Locale.ROOT, ">= %.0f %%", 100 * goal), percent(ceiling), percent(ours),
            String.format(Locale.ROOT, "%.2f", ours / ceiling), ours >= goal);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static JsonNode json(ProgramRun run) {
        try {
            return MAPPER.readTree(run.stdout());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(run.transcript(), e);
        }
    }

    private static ProgramRun checked(ProgramRun run) {
        if (run.exitCode() != 0) {
            throw new IllegalStateException(run.transcript());
        }
        return run;
    }
}
