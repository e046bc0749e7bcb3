/**
 * The measurement protocol: fresh processes, warm-up, interleaving, intervals, noise.
 */
package io.sextant.device.measure;
