/**
 * The report of a search: one HTML file that needs no network. The page and its sections; what they say is in {@code data}, how it is
 * drawn in {@code chart} and {@code markup}.
 */
package io.sextant.cli.report;
