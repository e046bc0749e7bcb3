/**
 * The workbench: device, backend, store and measurer brought together, and the ports of the search answered with them.
 */
package io.sextant.cli.bench;
