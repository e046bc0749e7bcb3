/**
 * TFLite in and out: flatbuffers of schema 3 with built-in operators, float and int8.
 *
 * <p>{@code schema} has what both directions share (operator codes, element types, building a file), {@code read} the import,
 * {@code write} the export. TFLite is channels-last as the IR is, so no layout changes; only the filters of convolutions and the weights
 * of dense layers lie in another order.
 */
package io.sextant.ir.tflite;
