/**
 * What a search must hold and what it trades: limits with units, verdicts on estimates, Pareto fronts. Knows quantities and estimates,
 * never a space or a device.
 */
package io.sextant.search.limit;
