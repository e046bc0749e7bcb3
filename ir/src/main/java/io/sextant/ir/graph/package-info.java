/**
 * Graphs of operators over values, their verifier and their hashes.
 */
package io.sextant.ir.graph;
