package io.sextant.cli.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sextant.cli.bench.SearchCosts;
import io.sextant.cli.bench.SearchCosts.Source;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.file.TextFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a run came to its candidates' costs, kept in its folder: a resumed run predicts with the same LUT, also where other campaigns have
 * measured more since, and counts the same time for it.
 *
 * @param spent  of the budget, on the LUT
 * @param reused kernels of the LUT that earlier runs had measured
 */
public record RunCosts(Source source, Duration spent, int reused) {
    /** The LUT that a run predicts with. */
    public static final String LUT = "lut.csv";
    static final String FILE = ".costs.json";
    private static final int MOST_BYTES = 1 << 16;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What the run in {@code folder} has chosen; empty if it was ended before. */
    public static Optional<RunCosts> read(RunFolder folder) {
        Path file = folder.file(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Fields fields = new Fields(MAPPER.readTree(TextFile.read(file, MOST_BYTES, "how the run costs candidates")));
            return Optional.of(new RunCosts(source(fields.text("source")), Duration.ofMillis(fields.large("spent_ms")),
                fields.whole("reused")));
        } catch (JsonProcessingException | Fields.Damaged e) {
            throw new InvalidInput(file + ": is not what the program wrote (" + e.getMessage() + "); begin another run", e);
        }
    }

    /** Keeps it; the LUT is there when this is. */
    public void write(RunFolder folder) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("source", source.name().toLowerCase(Locale.ROOT));
        tree.put("spent_ms", spent.toMillis());
        tree.put("reused", reused);
        folder.write(FILE, JsonText.indented(tree) + "\n");
    }

    static SearchCosts.Source source(String text) {
        return Arrays.stream(Source.values()).filter(source -> source.name().toLowerCase(Locale.ROOT).equals(text)).findFirst()
            .orElseThrow(() -> new Fields.Damaged("costs come from " + Arrays.toString(Source.values()) + ", got '" + text + "'"));
    }
}
