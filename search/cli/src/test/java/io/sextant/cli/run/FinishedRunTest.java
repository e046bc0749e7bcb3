package io.sextant.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.search.loop.SearchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinishedRunTest {
    @TempDir
    private Path parent;

    private FinishedRun written(String name, SearchResult result) throws IOException {
        RunFolder folder = RunFolder.create(parent.resolve(name));
        assertFalse(folder.isComplete());
        new RunWriter(folder, SampleRun.run(folder.path()), RunEvidence.NONE).write(result, "0.1.0");
        assertTrue(folder.isComplete());
        Files.writeString(folder.file(".final-3-7.onnx"), "left by a kill between the last file and here");
        FinishedRun finished = FinishedRun.read(folder);
        assertFalse(Files.exists(folder.file(".final-3-7.onnx")));
        return finished;
    }

    @Test
    void aFinishedRunPrintsWhatItPrintedThen() throws IOException {
        SearchResult result = SampleRun.feasible();
        FinishedRun finished = written("one", result);
        Run run = SampleRun.run(parent.resolve("one"));
        assertEquals(ResultText.of(run, result, RunEvidence.NONE), finished.text());
        assertEquals(JsonText.indented(ResultTree.summary(run, result, RunEvidence.NONE)), finished.json());
        assertTrue(finished.feasible());
    }

    @Test
    void anInfeasibleOneStaysInfeasible() throws IOException {
        FinishedRun finished = written("two", SampleRun.infeasible());
        assertFalse(finished.feasible());
        assertTrue(finished.json().contains("\"nearest\""), finished.json());
    }
}
