package io.sextant.device.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerLoopTest {
    private final List<String> events = new ArrayList<>();

    private final class Recording implements Executor {
        @Override
        public Loaded load(Path artifact, int threads) {
            events.add("load " + artifact + " " + threads);
            return new Loaded() {
                @Override
                public void run() {
                    events.add("run");
                }

                @Override
                public void compute(Path folder) {
                    events.add("compute " + folder);
                }

                @Override
                public double[] layers(int inferences) {
                    return new double[] {inferences, 0.5};
                }

                @Override
                public void close() {
                    events.add("close " + artifact);
                }
            };
        }
    }

    private List<String> serve(Executor executor, String... questions) throws IOException {
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        byte[] lines = (String.join("\n", questions) + "\n").getBytes(StandardCharsets.UTF_8);
        WorkerLoop.serve(executor, new ByteArrayInputStream(lines), new PrintStream(answers));
        return answers.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void greetsLoadsAndClosesOnQuit() throws IOException {
        assertEquals(List.of("ready sextant-worker/1", "loaded a"),
            serve(new Recording(), "load a 2 /tmp/a b\\\\c", "quit", "load b 1 /x"));
        assertEquals(List.of("load /tmp/a b\\c 2", "close /tmp/a b\\c"), events);
    }

    @Test
    void endOfQuestionsClosesToo() throws IOException {
        serve(new Recording(), "load a 1 /a");
        assertEquals(List.of("load /a 1", "close /a"), events);
    }

    @Test
    void timesExactlyTheBlocksThatWereAskedFor() throws IOException {
        List<String> answers = serve(new Recording(), "load a 1 /a", "time a 7 3", "unload a", "unload a");
        assertEquals(7 * 3, events.stream().filter("run"::equals).count());
        assertEquals("close /a", events.get(events.size() - 1));
        for (String sample : answers.subList(2, 5)) {
            assertTrue(sample.matches("sample a [0-9.E]+ [0-9.E]+ [0-9.E]+"), sample);
        }
        assertEquals(List.of("timed a", "unloaded a", "error a a is not loaded"), answers.subList(5, 8));
    }

    @Test
    void computesWhatIsGivenAndTimesLayers() throws IOException {
        assertEquals(List.of("computed a", "layers a 2", "layer a 40.0", "layer a 0.5", "error b b is not loaded"),
            serve(new Recording(), "load a 1 /a", "compute a /in a/folder", "layers a 40", "layers b 1").subList(2, 7));
        assertEquals(List.of("load /a 1", "compute /in a/folder", "close /a"), events);
    }

    @Test
    void failuresAreOneLineEachAndTheLoopGoesOn() throws IOException {
        Executor refusing = (artifact, threads) -> {
            throw new IOException("two\nlines \\ here");
        };
        assertEquals(List.of("error a two\\nlines \\\\ here", "error a a is not loaded",
            "error - time has too few words; see WorkerLoop for the protocol"),
            serve(refusing, "load a 1 /a", "warm a 1 1", "time").subList(1, 4));
    }

    @Test
    void spinTakesTime() throws IOException {
        String spun = serve(new Recording(), "spin").get(1);
        assertTrue(Long.parseLong(spun.substring("spun ".length())) > 0, spun);
    }

    @Test
    void escapedTextComesBack() {
        String text = "a\\n\nb\r\\\\ c\\";
        assertEquals(text, Line.unescape(Line.escape(text)));
        assertEquals(1, Line.escape(text).lines().count());
    }
}
