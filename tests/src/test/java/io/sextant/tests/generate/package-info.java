/**
 * The generator's program, in brief.
 */
package io.sextant.tests.generate;
