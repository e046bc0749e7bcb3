/**
 * Accuracy by training: the MNIST-1D data set and training of IR graphs with libtorch. Knows search/core.
 */
package io.sextant.training;
