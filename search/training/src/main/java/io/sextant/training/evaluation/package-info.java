/** The evaluator that the search asks: accuracy by training on all processors, as networks run on the device. */
package io.sextant.training.evaluation;
