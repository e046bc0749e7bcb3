/**
 * Quantised graphs in other forms: with quantisation spelt out as operators between bare integers and f32, as ONNX has it; and with
 * activations of u8 in place of i8, which stay quantised. Knows graphs and operators.
 */
package io.sextant.ir.quantize.form;
