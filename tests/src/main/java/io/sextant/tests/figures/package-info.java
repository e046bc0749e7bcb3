/**
 * The figures that the program is judged by, measured anew: goal, published or peer's value, ours, ratio.
 */
package io.sextant.tests.figures;
