package io.sextant.codegen.onnxruntime;

/** ONNX Runtime's profile does not say what its operators took. */
final class UnreadableProfile extends Exception {
    UnreadableProfile(String message) {
        super(message);
    }
}
