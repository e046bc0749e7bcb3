package io.sextant.cli.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.file.FileFailure;
import io.sextant.ir.onnx.OnnxImport;
import io.sextant.search.loop.Event;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a journal holds. A last line without its line feed was being written when the run was killed, and is left out; anything else
 * that is not as it was written is damage.
 *
 * @param end where the last whole line ends, in bytes
 */
record JournalContent(JournalHeader header, List<Event> events, long end) {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    JournalContent {
        events = List.copyOf(events);
    }

    /**
     * Reads a journal.
     *
     * @param bytes of the folder's journal; stays open, since closing any handle of a file gives up the lock of it
     * @throws InvalidInput with file and line if it is damaged, or the run was interrupted before its first line
     */
    static JournalContent read(RunFolder folder, InputStream bytes) {
        Path path = folder.file(RunFolder.JOURNAL);
        Lines lines = new Lines(path, new BufferedInputStream(bytes));
        try {
            JournalHeader header = header(lines, folder);
            EventReader reader = new EventReader(header.asked().space(), name -> OnnxImport.read(folder.file(name)));
            List<Event> events = new ArrayList<>();
            for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
                events.add(event(reader, line.get(), lines));
            }
            return new JournalContent(header, events, lines.end());
        } catch (IOException e) {
            throw new InvalidInput(path + ": cannot be read: " + FileFailure.reason(e), e);
        }
    }

    /** The header alone. */
    static JournalHeader header(RunFolder folder) {
        Path path = folder.file(RunFolder.JOURNAL);
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(path))) {
            return header(new Lines(path, bytes), folder);
        } catch (IOException e) {
            throw new InvalidInput(path + ": cannot be read: " + FileFailure.reason(e), e);
        }
    }

    private static JournalHeader header(Lines lines, RunFolder folder) throws IOException {
        byte[] first = lines.next().orElseThrow(() -> new InvalidInput("the run in " + folder.path()
            + " was interrupted before it began, so that there is nothing to resume; start it again with another --out"));
        try {
            return HeaderTree.read(new Fields(MAPPER.readTree(first)), lines.place());
        } catch (JsonProcessingException | RuntimeException e) {
            throw new InvalidInput(lines.place() + ": no beginning of a journal: " + reason(e) + "; this run cannot be resumed, start it"
                + " again with another --out", e);
        }
    }

    private static Event event(EventReader reader, byte[] line, Lines lines) throws IOException {
        try {
            return reader.read(new Fields(MAPPER.readTree(line)));
        } catch (JsonProcessingException | RuntimeException e) {
            throw new InvalidInput(lines.place() + ": damaged: " + reason(e) + "; to go on from the line before, cut it off there: head -n "
                + (lines.number() - 1) + " FILE > NEW", e);
        }
    }

    private static String reason(Exception failure) {
        return failure instanceof JsonProcessingException json ? "not JSON: " + json.getOriginalMessage() : failure.getMessage();
    }

    /** Whole lines one by one. */
    private static final class Lines {
        private final Path path;
        private final InputStream content;
        private long end;
        private int number;

        Lines(Path path, InputStream content) {
            this.path = path;
            this.content = content;
        }

        Optional<byte[]> next() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int one = content.read(); one >= 0; one = content.read()) {
                if (one == '\n') {
                    number++;
                    end += line.size() + 1;
                    return Optional.of(line.toByteArray());
                }
                line.write(one);
            }
            return Optional.empty();
        }

        long end() {
            return end;
        }

        int number() {
            return number;
        }

        String place() {
            return path + ":" + number;
        }
    }
}
