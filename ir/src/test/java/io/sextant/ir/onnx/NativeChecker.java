package io.sextant.ir.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.onnx.global.onnx;

/** ONNX's own checker with shape inference. */
final class NativeChecker {
    private NativeChecker() {
    }

    /** @throws RuntimeException with the checker's message, if it does not accept the model */
    static void check(byte[] model) throws IOException {
        Path file = Files.createTempFile("model", ".onnx");
        try {
            Files.write(file, model);
            onnx.check_model(file.toString(), true, false, false);
        } finally {
            Files.delete(file);
        }
    }
}
