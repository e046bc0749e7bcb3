/**
 * Numbers with units, and the metrics that limits and results speak of.
 */
package io.sextant.ir.quantity;
