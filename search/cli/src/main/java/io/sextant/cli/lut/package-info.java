/**
 * The commands around lookup tables: {@code lut build}, {@code show} and {@code verify}, and {@code predict}.
 */
package io.sextant.cli.lut;
