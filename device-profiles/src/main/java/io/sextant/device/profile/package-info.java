/**
 * What a device is: profiles as YAML, probing of the host, fingerprints, the catalogue of known devices. Knows the toolchain,
 * which compiles the probes, and the names and units of the IR; nothing of programs or measurements.
 */
package io.sextant.device.profile;
