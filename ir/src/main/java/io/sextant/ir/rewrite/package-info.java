/**
 * Rewrites of graphs: one rule per class, a driver that applies them until none fires, and the pipelines that are named sets of rules.
 * Rules keep what a graph computes, up to rounding of f32. Knows graphs, operators and the interpreter.
 */
package io.sextant.ir.rewrite;
