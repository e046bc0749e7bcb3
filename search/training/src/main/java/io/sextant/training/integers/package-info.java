/**
 * Trained networks on integers: ranges calibrated, weights fine-tuned where rounding costs accuracy, and what the integers predict,
 * by libtorch on their grid or exactly by the reference interpreter. Knows training and search/core's spaces.
 */
package io.sextant.training.integers;
