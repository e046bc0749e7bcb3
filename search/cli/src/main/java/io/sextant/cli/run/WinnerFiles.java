package io.sextant.cli.run;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.onnx.OnnxExport;
import io.sextant.ir.tflite.write.TfliteExport;
import io.sextant.search.loop.SearchResult;
import io.sextant.training.integers.IntegerTraining.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The networks that a run with a winner leaves: the one that its numbers belong to is always {@value #MODEL}. Where the space decides
 * that some of it is on integers, that is the network on integers, and the f32 weights it was made of are kept beside it.
 */
final class WinnerFiles {
    static final String MODEL = "winner.onnx";
    static final String REAL = "winner-f32.onnx";
    static final String INT8_ONNX = "winner-int8.onnx";
    static final String INT8_TFLITE = "winner-int8.tflite";

    private WinnerFiles() {
    }

    /**
     * A file of the winner.
     *
     * @param key   in {@code winner.files} of JSON
     * @param words what it holds
     */
    record Entry(String key, String name, String words, Supplier<Graph> network) {
        private void write(RunFolder folder) throws IOException {
            if (name.equals(INT8_TFLITE)) {
                TfliteExport.write(network.get(), folder.file(name));
            } else {
                OnnxExport.write(network.get(), folder.file(name));
            }
        }
    }

    /** In the order in which they are named. */
    static List<Entry> of(SearchResult.Feasible feasible, RunEvidence evidence) {
        Supplier<Graph> real = () -> feasible.winner().trained();
        Optional<Supplier<Graph>> qdq = evidence.integers().flatMap(IntegerWinner::qdq).map(WinnerFiles::graph);
        List<Entry> entries = new ArrayList<>();
        if (decided(evidence)) {
            qdq.ifPresent(network -> entries.add(new Entry("model", MODEL,
                "the network as it runs on the device, on integers where the space decided so", network)));
            entries.add(new Entry("f32", REAL, "its trained weights in f32", real));
        } else {
            entries.add(new Entry("model", MODEL, "the network with its trained weights", real));
            qdq.ifPresent(network -> entries.add(new Entry("int8_onnx", INT8_ONNX, "the network on integers", network)));
        }
        evidence.integers().flatMap(IntegerWinner::tflite).map(WinnerFiles::graph).ifPresent(network ->
            entries.add(new Entry("int8_tflite", INT8_TFLITE, "the network on integers", network)));
        return entries;
    }

    /** Whether the winner runs on integers without having been asked to. */
    static boolean decided(RunEvidence evidence) {
        return evidence.integers().map(IntegerWinner::decided).orElse(false);
    }

    static void write(RunFolder folder, SearchResult.Feasible feasible, RunEvidence evidence) throws IOException {
        for (Entry entry : of(feasible, evidence)) {
            entry.write(folder);
        }
    }

    private static Supplier<Graph> graph(Outcome outcome) {
        return () -> outcome.network().quantised().graph();
    }
}
