package io.sextant.cli.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.file.TextFile;
import java.nio.file.Path;
import java.util.Map;

/**
 * The result of a run that came to its end, as it was printed then.
 *
 * @param text for a person
 * @param json one object
 */
public record FinishedRun(String text, String json, boolean feasible) {
    static final String TEXT = "result.txt";
    private static final int MOST_BYTES = 1 << 30;

    /** @throws InvalidInput if its files cannot be read */
    public static FinishedRun read(RunFolder folder) {
        Path record = folder.file(RunFolder.RECORD);
        try {
            Map<String, Object> run = JsonText.object(TextFile.read(record, MOST_BYTES, "the record of a run"));
            folder.discardFinals();
            return new FinishedRun(TextFile.read(folder.file(TEXT), MOST_BYTES, "what a search printed").stripTrailing(),
                JsonText.indented(ResultTree.summary(run)), "feasible".equals(run.get("verdict")));
        } catch (JsonProcessingException e) {
            throw new InvalidInput(record + ": not JSON: " + e.getOriginalMessage() + "; expected the record of a run", e);
        }
    }
}
