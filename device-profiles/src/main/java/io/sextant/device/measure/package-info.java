/**
 * The measurement protocol: fresh processes, warm-up until steady, interleaved rounds, intervals, and the A/A check of the machine.
 * Start at {@link io.sextant.device.measure.ProcessMeasurer} and {@link io.sextant.device.measure.NoiseCheck}. Knows the workers of
 * {@code run}, and no store.
 */
package io.sextant.device.measure;
