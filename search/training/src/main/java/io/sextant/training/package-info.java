/**
 * Accuracy by training: IR graphs trained from scratch with libtorch, one thread a run, and the evaluator that the search asks. Knows
 * search/core and ir; libtorch is behind package-private classes, graphs and samples are all that others see.
 */
package io.sextant.training;
