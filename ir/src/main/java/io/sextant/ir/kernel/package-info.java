/**
 * Kernels: the fused operators that a graph falls into, by what a backend declares to fuse. A kernel says what is computed, never how:
 * its canonical text and signature hold operators, attributes, shapes and element types, no layout, schedule, value id or weight. Code
 * generators and latency models meet here.
 */
package io.sextant.ir.kernel;
