package io.sextant.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.onnx.OnnxImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunWriterTest {
    @TempDir
    private Path parent;

    @Test
    void writesModelFrontReportAndRecord() throws IOException {
        RunFolder folder = RunFolder.create(parent.resolve("run"));
        new RunWriter(folder, SampleRun.run(folder.path()), RunEvidence.NONE).write(SampleRun.feasible(), "0.1.0");
        assertEquals(GraphHash.structure(SampleRun.feasible().winner().trained()),
            GraphHash.structure(OnnxImport.read(folder.file("winner.onnx"))));
        String genotype = SampleRun.feasible().winner().trial().proposal().genotype().toString();
        assertEquals(List.of("trial,genotype,accuracy,epochs,latency_us,latency_lo,latency_hi,latency_kind,"
            + "ram_KiB,ram_lo,ram_hi,ram_kind,flash_KiB,flash_lo,flash_hi,flash_kind", "0," + genotype
            + ",0.90000,30,48.0000,47.5200,48.4800,measured,3.00000,3.00000,3.00000,estimated,48.2227,48.2227,48.2227,estimated"), Files.readAllLines(folder.file("front.csv")));
        assertTrue(Files.readString(folder.file("report.html")).contains("Feasible"));
        assertEquals("feasible", new ObjectMapper().readTree(folder.file("run.json").toFile()).at("/verdict").asText());
    }

    @Test
    void anInfeasibleRunHasNoModelAndAnEmptyFront() throws IOException {
        RunFolder folder = RunFolder.create(parent.resolve("run"));
        new RunWriter(folder, SampleRun.run(folder.path()), RunEvidence.NONE).write(SampleRun.infeasible(), "0.1.0");
        assertFalse(Files.exists(folder.file("winner.onnx")));
        assertEquals(1, Files.readAllLines(folder.file("front.csv")).size());
    }

    @Test
    void aRunWhoseReportCannotBeWrittenIsNotComplete() throws IOException {
        RunFolder folder = RunFolder.create(parent.resolve("run"));
        Files.createDirectories(folder.file("report.html").resolve("occupied"));
        RunWriter writer = new RunWriter(folder, SampleRun.run(folder.path()), RunEvidence.NONE);
        assertThrows(InvalidInput.class, () -> writer.write(SampleRun.feasible(), "0.1.0"));
        assertFalse(Files.exists(folder.file("run.json")));
    }
}
