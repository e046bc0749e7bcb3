package io.sextant.tests.tflite;

/** TFLite refused a model, or died of it; the message is TFLite's own. */
public final class TfliteFailure extends RuntimeException {
    public TfliteFailure(String message) {
        super(message);
    }
}
