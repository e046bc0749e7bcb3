/**
 * The backend {@code c}: kernels of a graph become instances of the C templates of {@code native}, with all extents as constants; one
 * shared object holds the network. Weights are packed ahead of time, activations lie in one arena placed by the memory planner. Knows
 * {@code device-profiles} and below.
 */
package io.sextant.codegen.c;
