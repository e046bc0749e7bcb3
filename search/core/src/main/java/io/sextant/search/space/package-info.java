/**
 * Search spaces: declared as data, sampled, mutated, lowered to graphs.
 */
package io.sextant.search.space;
