/**
 * Progress of long work on standard error: bars on a terminal, lines elsewhere, nothing when quiet.
 */
package io.sextant.cli.progress;
