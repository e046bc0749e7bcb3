/**
 * What a report says, as plain records that the program fills: texts as they are to be read, numbers in the units they are shown in.
 */
package io.sextant.cli.report.data;
