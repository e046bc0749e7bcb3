/** Whether peers compute what they are timed at, and whether contests are fair. */
package io.sextant.tests.peer;
