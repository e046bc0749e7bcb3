/**
 * Strategies propose and learn, nothing else: {@link io.sextant.search.strategy.AskTell} shows a
 * {@link io.sextant.search.strategy.Strategy} what it may know, so that a proposal is a function of the seed, the trial number and the
 * outcomes of the trials before trial − window. Knows spaces; never a clock, a device or a training run.
 */
package io.sextant.search.strategy;
