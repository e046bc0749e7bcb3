package io.sextant.codegen.onnxruntime;

/**
 * An operator in ONNX Runtime's profile.
 *
 * @param name         of the node in the optimised model
 * @param operator     operator type, e.g. {@code FusedConv}
 * @param medianMicros over inferences; wall time, with what the profiler itself takes
 */
record ProfiledNode(String name, String operator, double medianMicros) {
}
