/**
 * Backends: from a graph to a program that a runner can measure. Knows devices and the IR, never a search.
 */
package io.sextant.codegen;
