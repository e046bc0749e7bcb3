/**
 * What a device is: profiles as YAML, probing of the host, fingerprints.
 */
package io.sextant.device.profile;
