/**
 * How commands talk with the person or script that called them: common options, units of time and memory, tables, exit codes, the files
 * that are named.
 */
package io.sextant.cli.terminal;
