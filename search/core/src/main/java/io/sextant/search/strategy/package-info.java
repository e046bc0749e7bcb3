/**
 * Strategies propose and learn, nothing else: ask and tell.
 */
package io.sextant.search.strategy;
