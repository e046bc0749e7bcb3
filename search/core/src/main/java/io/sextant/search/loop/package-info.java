/**
 * The way of a search: propose, cost, train, halve, re-measure, decide.
 *
 * <p>{@link io.sextant.search.loop.SearchLoop} runs it and talks to nothing but the ports, a listener and a time source. Knows spaces,
 * strategies and limits; never a device, a data set or a file.
 */
package io.sextant.search.loop;
