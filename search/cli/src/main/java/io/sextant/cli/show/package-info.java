/**
 * The command {@code show}: a model's IR, what each of its layers costs, and the time that it needs at least on a device.
 */
package io.sextant.cli.show;
