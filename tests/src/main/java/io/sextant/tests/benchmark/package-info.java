/**
 * JMH benchmarks of what a search does for every candidate, on the networks of a shipped space.
 */
package io.sextant.tests.benchmark;
