/**
 * Runs every benchmark once, so that none rots.
 */
package io.sextant.tests.benchmark;
