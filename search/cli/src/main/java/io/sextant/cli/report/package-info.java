/**
 * The report of a search: one HTML file that needs no network. Knows only its own records, which the program fills.
 */
package io.sextant.cli.report;
