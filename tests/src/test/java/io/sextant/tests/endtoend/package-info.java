/**
 * The program from outside: commands, files and exit codes, as its users see them.
 */
package io.sextant.tests.endtoend;
