/**
 * How figures are printed and judged.
 */
package io.sextant.tests.figures;
