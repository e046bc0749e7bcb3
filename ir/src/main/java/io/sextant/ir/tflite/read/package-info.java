/**
 * TFLite files read into graphs. {@link io.sextant.ir.tflite.read.TfliteImport} is the way in.
 *
 * <p>A file is untrusted: {@code FlatTable} looks at nothing without checking that it lies inside, and a {@code ReadBudget} bounds what
 * is made of it. Each operator is read by a handler in an {@code ...Import} class as the real function it stands for; where its tensors
 * are quantised, {@code OperatorReading} says that it is computed on integers. Operators whose operands are all constant are computed.
 */
package io.sextant.ir.tflite.read;
