/**
 * Programs, how they are executed in worker processes, and the runners that reach a device.
 */
package io.sextant.device.run;
