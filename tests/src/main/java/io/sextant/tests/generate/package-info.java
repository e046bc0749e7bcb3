/**
 * The program behind {@code tests/generate}: generated graphs through everything that takes graphs, for as long as one likes.
 */
package io.sextant.tests.generate;
