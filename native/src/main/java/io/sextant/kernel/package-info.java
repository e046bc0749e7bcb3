/**
 * Sources of kernels, family first, written once for vectors of any width, and the instruction sets that they are compiled for. Knows the
 * IR's quantities alone; what macros a kernel is compiled with is the backend's choice.
 */
package io.sextant.kernel;
