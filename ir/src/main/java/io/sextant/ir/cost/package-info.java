/**
 * What a graph costs by its definition alone: multiply-accumulates, parameters, bytes moved and bytes alive. Nothing here depends on a
 * device or a backend; times are measured elsewhere.
 */
package io.sextant.ir.cost;
