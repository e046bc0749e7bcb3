package io.sextant.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.onnx.OnnxImport;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.quantize.Calibration;
import io.sextant.ir.quantize.Precision;
import io.sextant.ir.quantize.RangeMethod;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.search.space.ChainPrecision;
import io.sextant.training.integers.IntegerNetwork;
import io.sextant.training.integers.IntegerTraining.Accuracy;
import io.sextant.training.integers.IntegerTraining.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run with {@code --int8}. */
class IntegerWinnerTest {
    @TempDir
    private Path parent;

    private static Outcome outcome(Rounding rounding, double accuracy) {
        Graph trained = SampleRun.feasible().winner().trained();
        ChainPrecision.Planned planned = ChainPrecision.throughout(trained, Precision.I8).planned(trained, rounding);
        Calibration calibration = new Calibration(planned.graph());
        calibration.add(List.of(Tensor.random(planned.graph().inputs().get(0).value().type(), 3, 1)));
        return new Outcome(new IntegerNetwork(planned.graph(), calibration.ranges(RangeMethod.MSE), planned.plan()), RangeMethod.MSE, true,
            new Accuracy(0.91, 0.905), new Accuracy(accuracy, accuracy - 0.01));
    }

    private static RunEvidence evidence(boolean tflite) {
        return evidence(new IntegerWinner(Optional.of(outcome(Rounding.QDQ, 0.9)),
            tflite ? Optional.of(outcome(Rounding.TFLITE, 0.89)) : Optional.empty(), false));
    }

    private static RunEvidence evidence(IntegerWinner integers) {
        return new RunEvidence(Optional.empty(), Optional.empty(), Optional.empty(), 0, Optional.of(integers));
    }

    private JsonNode winner(RunEvidence evidence) {
        return new ObjectMapper().valueToTree(ResultTree.summary(SampleRun.run(parent), SampleRun.feasible(), evidence)).at("/winner");
    }

    private JsonNode int8(boolean tflite) {
        return winner(evidence(tflite)).at("/int8");
    }

    @Test
    void theSummarySaysWhatIntegersCost() {
        JsonNode tree = int8(true);
        assertEquals(0.9, tree.at("/accuracy").asDouble());
        assertEquals(0.91, tree.at("/float_accuracy").asDouble());
        assertEquals(0.89, tree.at("/standard_test").asDouble(), 1e-9);
        assertEquals("ranges by least squared error, fine-tuned", tree.at("/method").asText());
        assertEquals(0.89, tree.at("/tflite/accuracy").asDouble());
        assertEquals("{\"onnx\":\"winner-int8.onnx\",\"tflite\":\"winner-int8.tflite\"}", tree.at("/files").toString());
    }

    @Test
    void whatTfliteHasNoOperatorsForIsLeftOut() {
        assertTrue(int8(false).at("/tflite").isMissingNode());
        assertEquals("{\"onnx\":\"winner-int8.onnx\"}", int8(false).at("/files").toString());
    }

    @Test
    void withoutTheOptionNothingIsSaid() {
        assertFalse(ResultTree.summary(SampleRun.run(parent), SampleRun.feasible(), RunEvidence.NONE).toString().contains("int8"));
        assertFalse(ResultText.of(SampleRun.run(parent), SampleRun.feasible(), RunEvidence.NONE).contains("int8"));
    }

    @Test
    void textReportAndFilesHaveBothForms() throws IOException {
        RunFolder folder = RunFolder.create(parent.resolve("run"));
        new RunWriter(folder, SampleRun.run(folder.path()), evidence(true)).write(SampleRun.feasible(), "0.1.0");
        String text = Files.readString(folder.file("result.txt"));
        assertTrue(text.contains("int8       90.00 % (f32 91.00 %) on fresh samples, 89.00 % (f32 90.50 %) on the standard test, ranges by"
            + " least squared error, fine-tuned: winner-int8.onnx"), text);
        assertTrue(text.contains("winner.onnx, winner-int8.onnx, winner-int8.tflite, report.html"), text);
        String report = Files.readString(folder.file("report.html"));
        assertTrue(report.contains("The winner on integers") && report.contains("winner-int8.tflite"), report);
        assertTrue(OnnxImport.read(folder.file(WinnerFiles.INT8_ONNX)).nodes().size() > 10);
        assertTrue(Files.size(folder.file(WinnerFiles.INT8_TFLITE)) > 1000);
    }

    @Test
    void everyNetworkIsAmongTheWinnersFiles() {
        assertEquals("[\"model\",\"int8_onnx\",\"int8_tflite\"]", networks(evidence(true)));
        assertEquals("[\"model\",\"int8_onnx\"]", networks(evidence(false)));
        assertEquals("[\"model\"]", networks(RunEvidence.NONE));
    }

    private String networks(RunEvidence evidence) {
        List<String> keys = new ArrayList<>();
        winner(evidence).at("/files").fieldNames().forEachRemaining(keys::add);
        keys.removeAll(List.of("front", "report", "run", "trials"));
        return new ObjectMapper().valueToTree(keys).toString();
    }

    /** Latency and memory are those of the network on integers, so the model is that network. */
    @Test
    void whereTheSpaceDecidedTheModelIsOnIntegers() throws IOException {
        RunFolder folder = RunFolder.create(parent.resolve("run"));
        RunEvidence decided = evidence(new IntegerWinner(Optional.of(outcome(Rounding.QDQ, 0.9)), Optional.empty(), true));
        new RunWriter(folder, SampleRun.run(folder.path()), decided).write(SampleRun.feasible(), "0.1.0");
        assertTrue(isOnIntegers(folder.file("winner.onnx")));
        assertFalse(isOnIntegers(folder.file("winner-f32.onnx")));
        assertFalse(Files.exists(folder.file("winner-int8.onnx")), "it is the model");
        assertEquals("[\"model\",\"f32\"]", networks(decided));
        assertEquals("{\"onnx\":\"winner.onnx\"}", winner(decided).at("/int8/files").toString());
        String text = Files.readString(folder.file("result.txt"));
        assertTrue(text.contains("model      winner.onnx is the network as it was measured, on integers") && text.contains(": winner.onnx,"
            + " winner-f32.onnx, report.html"), text);
        assertTrue(Files.readString(folder.file("report.html")).contains("winner-f32.onnx"));
    }

    private static boolean isOnIntegers(Path model) {
        return OnnxImport.read(model).nodes().stream().anyMatch(node -> node.result().type().dtype() == DType.I8);
    }

    @Test
    void whatDidNotComeAboutIsNotNamed() {
        RunEvidence nothing = evidence(new IntegerWinner(Optional.empty(), Optional.empty(), true));
        assertEquals("[\"f32\"]", networks(nothing));
        assertTrue(winner(nothing).at("/int8").isMissingNode());
        RunEvidence tflite = evidence(new IntegerWinner(Optional.empty(), Optional.of(outcome(Rounding.TFLITE, 0.89)), false));
        assertEquals("[\"model\",\"int8_tflite\"]", networks(tflite));
        assertEquals("{\"tflite\":\"winner-int8.tflite\"}", winner(tflite).at("/int8/files").toString());
    }

    @Test
    void theJournalRemembersThatIntegersWereAskedFor() throws IOException {
        JournalHeader header = SampleJournal.header();
        JournalHeader.Asked asked = new JournalHeader.Asked(header.asked().space(), header.asked().target(), header.asked().strategy(),
            header.asked().settings(), true);
        ObjectMapper mapper = new ObjectMapper();
        JournalHeader with = new JournalHeader(header.origin(), asked, header.met(), header.searching());
        for (JournalHeader one : List.of(header, with)) {
            String line = JsonText.line(HeaderTree.of(one));
            assertEquals(one.asked().int8(), HeaderTree.read(new Fields(mapper.readTree(line)), "trials.jsonl").asked().int8());
        }
    }
}
