/**
 * The way of a search: propose, cost, train, halve, re-measure, decide.
 */
package io.sextant.search.loop;
