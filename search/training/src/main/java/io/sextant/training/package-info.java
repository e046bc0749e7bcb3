/**
 * Training: IR graphs trained from scratch with libtorch, one thread a run, and fine-tuned for integers. Knows search/core and ir;
 * libtorch is behind package-private classes, graphs and samples are all that others see.
 */
package io.sextant.training;
