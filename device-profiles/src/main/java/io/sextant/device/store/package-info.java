/**
 * The append-only, checksummed store of everything that was measured, shared by all runs and safe to be killed at any time.
 * {@link io.sextant.device.store.StoredMeasurer} puts it in front of a measurer. {@link io.sextant.device.store.Store} itself knows
 * only kinds, keys and JSON.
 */
package io.sextant.device.store;
