/**
 * TFLite out: graphs as flatbuffers that TFLite, TFLite Micro and vendors' converters read. A node becomes the built-in operator that
 * computes the same, to the bit on quantised integers; what has none is refused.
 *
 * <p>{@code TfliteExport} is the way in. {@code FileGraph} holds what is written so far, {@code NodeWriter} and the classes that it calls
 * choose operators, {@code OperatorVersions} their versions.
 */
package io.sextant.ir.tflite.write;
