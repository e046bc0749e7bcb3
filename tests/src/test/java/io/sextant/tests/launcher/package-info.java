/**
 * The launcher ./sextant, in small checkouts whose Maven is a script.
 */
package io.sextant.tests.launcher;
