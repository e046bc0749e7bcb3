package io.sextant.cli.run;

import io.sextant.training.integers.IntegerTraining.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The winner on integers of eight bits, in the two arithmetics that runtimes have.
 *
 * @param qdq     as ONNX Runtime computes it; empty where that came to nothing
 * @param tflite  as TFLite computes it, with integers also for inputs and outputs; empty where TFLite has not all operators
 * @param decided whether the space decided it, so that {@code qdq} is what was measured and what runs on the device
 */
public record IntegerWinner(Optional<Outcome> qdq, Optional<Outcome> tflite, boolean decided) {
    /** A form of the winner, and the file that it is in. */
    record Form(String key, String file, Outcome outcome) {
    }

    List<Form> forms() {
        return Stream.concat(qdq.stream().map(outcome -> new Form("onnx", decided ? WinnerFiles.MODEL : WinnerFiles.INT8_ONNX, outcome)),
            tflite.stream().map(outcome -> new Form("tflite", WinnerFiles.INT8_TFLITE, outcome))).toList();
    }

    /** {@code winner.int8} in JSON: the ONNX form, and beneath it TFLite's. Accuracies are shares. */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>(qdq.map(IntegerWinner::accuracies).orElse(Map.of()));
        tflite.ifPresent(outcome -> tree.put("tflite", accuracies(outcome)));
        Map<String, Object> files = new LinkedHashMap<>();
        forms().forEach(form -> files.put(form.key(), form.file()));
        tree.put("files", files);
        return tree;
    }

    private static Map<String, Object> accuracies(Outcome outcome) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("accuracy", outcome.integers().fresh());
        tree.put("standard_test", outcome.integers().standard());
        tree.put("float_accuracy", outcome.real().fresh());
        tree.put("float_standard_test", outcome.real().standard());
        tree.put("method", outcome.method());
        return tree;
    }
}
