/**
 * The append-only, checksummed store of everything that was measured.
 */
package io.sextant.device.store;
