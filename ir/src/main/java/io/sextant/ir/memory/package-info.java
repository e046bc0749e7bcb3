/**
 * Where activations lie: all in one arena, by the order in which steps run and by who may share storage with whom. Knows kernels by their
 * operands, results and windows alone; weights lie elsewhere. Sizes are bytes.
 */
package io.sextant.ir.memory;
