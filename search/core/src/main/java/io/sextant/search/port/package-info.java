/**
 * What the search needs from outside: costs, accuracies, re-measurement. Implemented by search/cli and search/training.
 */
package io.sextant.search.port;
