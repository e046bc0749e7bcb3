/**
 * The program as its users start it: in a process of its own, judged by exit code and streams. Knows the checkout, no module.
 */
package io.sextant.tests.program;
