/**
 * Costs of a whole space without lowering its networks: the kernels that it is made of, and flat tables that score a genotype by a
 * look-up for each part. Knows spaces and the IR; where costs come from is the business of the ports.
 */
package io.sextant.search.cost;
