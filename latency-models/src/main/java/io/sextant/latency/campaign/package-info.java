/**
 * Campaigns that fill a LUT: which kernels are measured, in what order and how often, and by the difference of which chains.
 * {@link io.sextant.latency.campaign.Campaign} runs one through the port {@link io.sextant.latency.campaign.Profiler}. Knows kernels
 * and measurements; no backend, no space.
 */
package io.sextant.latency.campaign;
