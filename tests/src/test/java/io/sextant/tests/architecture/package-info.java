/**
 * The house's rules as tests: who may know whom, names, lengths.
 */
package io.sextant.tests.architecture;
