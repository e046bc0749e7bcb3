/**
 * HTML and SVG as text, escaped and well-formed. Knows nothing of reports.
 */
package io.sextant.cli.report.markup;
