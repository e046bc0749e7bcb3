/**
 * The report's charts as SVG: scales, frames, marks, and what is drawn with them. Knows the report's data, not its page.
 */
package io.sextant.cli.report.chart;
