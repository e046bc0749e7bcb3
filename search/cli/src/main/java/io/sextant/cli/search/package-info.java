/**
 * The command {@code search}: from the options through looking at the machine to the last file, and going on with a run.
 */
package io.sextant.cli.search;
