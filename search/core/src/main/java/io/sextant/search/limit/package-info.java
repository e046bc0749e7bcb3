/**
 * Limits with units, and Pareto fronts.
 */
package io.sextant.search.limit;
