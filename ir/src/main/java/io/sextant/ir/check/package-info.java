/**
 * What must hold for every graph, checks of it on samples, and the minimiser of samples for which a check fails.
 */
package io.sextant.ir.check;
