/**
 * What concerns the program as a whole: end-to-end tests, benchmarks and the figures that it is judged by.
 */
package io.sextant.tests;
