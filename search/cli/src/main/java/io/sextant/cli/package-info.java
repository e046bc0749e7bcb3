/**
 * The program: commands, reports, and the only place beside tests/ where all modules meet.
 */
package io.sextant.cli;
