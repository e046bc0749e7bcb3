/**
 * Tensor data: constants of graphs, inputs and outputs of the interpreter.
 */
package io.sextant.ir.tensor;
