/**
 * Schedules by measuring: of each kernel the ways that its family offers are compiled, compared with the interpreter and timed against
 * each other in a child process, and the choice is kept in the store.
 */
package io.sextant.codegen.c.tuning;
