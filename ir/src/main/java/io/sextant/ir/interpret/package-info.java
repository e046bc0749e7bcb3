/**
 * The reference interpreter: what every operator means, written to be read, channels-last, summed in double and rounded to float once
 * per element. It is the oracle for every pass, importer and backend, one file per family of operators. It knows graphs and tensors,
 * nothing of kernels, layouts or devices.
 */
package io.sextant.ir.interpret;
