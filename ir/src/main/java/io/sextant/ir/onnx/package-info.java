/**
 * ONNX in and out: opset 17 written, opsets 11 to 23 read, for the operators of {@code io.sextant.ir.op}.
 *
 * <p>The IR is channels-last, ONNX channels-first. Both directions hold a tensor as (IR value, {@link Layout}), so that a transpose
 * that only changes layout is neither computed nor kept; {@link io.sextant.ir.onnx.OnnxExport} says which graphs survive a round
 * trip unchanged. Knows tensors, operators and graphs; an operator is added with a case in a {@code ...Export} class and a handler
 * in an {@code ...Import} class.
 */
package io.sextant.ir.onnx;
