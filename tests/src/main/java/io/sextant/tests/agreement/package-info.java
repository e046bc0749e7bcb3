/**
 * Whether TFLite computes what is written for it to the bit as the interpreter does: random graphs of single operators, and whole networks.
 */
package io.sextant.tests.agreement;
