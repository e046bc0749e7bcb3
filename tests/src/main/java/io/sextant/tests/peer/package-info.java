/**
 * Other engines as workers, and contests between engines: each in a process of its own, timed in turns.
 */
package io.sextant.tests.peer;
