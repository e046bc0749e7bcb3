/**
 * What a kernel costs: LUTs, predictors, transfer to a new device. Receives graphs and feature vectors, never spaces; knows
 * devices and the IR, no backend.
 */
package io.sextant.latency;
