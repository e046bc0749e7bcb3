package io.sextant.device.run;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The lines that a process writes to its standard output, read by a thread of their own so that the reader can stop waiting. Bounded:
 * a line longer than the protocol needs is cut, and a process that floods its output waits.
 */
final class AnswerLines {
    private static final int LONGEST_LINE = 16_384;
    private static final int MOST_LINES = 1_024;

    /** One line, or the end of the output. */
    record Answer(Optional<String> line) {
    }

    private final BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(MOST_LINES);
    private final Thread reader;

    AnswerLines(InputStream output, String name) {
        reader = new Thread(() -> read(new BufferedInputStream(output)), name);
        reader.setDaemon(true);
        reader.start();
    }

    /** Empty if nothing came in time. */
    Optional<Answer> next(long timeoutMillis) throws InterruptedException {
        return Optional.ofNullable(answers.poll(timeoutMillis, TimeUnit.MILLISECONDS));
    }

    /** The lines up to the end of the output, as far as they come within {@code timeoutMillis} of each other. */
    List<String> rest(long timeoutMillis) {
        List<String> lines = new ArrayList<>();
        try {
            Optional<String> line = next(timeoutMillis).flatMap(Answer::line);
            while (line.isPresent() && lines.size() < MOST_LINES) {
                lines.add(line.get());
                line = next(timeoutMillis).flatMap(Answer::line);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return lines;
    }

    void stop() {
        reader.interrupt();
    }

    private void read(InputStream output) {
        try {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int b = read(output, line); b >= 0; b = read(output, line)) {
                answers.put(new Answer(Optional.of(line.toString(StandardCharsets.UTF_8))));
                line.reset();
            }
            answers.put(new Answer(Optional.empty()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Fills {@code line} up to a line feed; negative at the end. A process that is gone is at its end. */
    private static int read(InputStream output, ByteArrayOutputStream line) {
        try {
            int b = output.read();
            while (b >= 0 && b != '\n' && line.size() < LONGEST_LINE) {
                line.write(b);
                b = output.read();
            }
            return b;
        } catch (IOException e) {
            return -1;
        }
    }
}
