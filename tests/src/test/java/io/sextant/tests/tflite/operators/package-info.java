/** Single operators on quantised integers: random ones, as the interpreter and as TFLite's kernels compute them. */
package io.sextant.tests.tflite.operators;
