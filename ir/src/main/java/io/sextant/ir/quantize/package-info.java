/**
 * Post-training quantisation: ranges of a network's values from inputs that are run through it, its operators on 8-bit integers
 * where they have a form there, what that costs in accuracy layer by layer, and which layers are better left in f32.
 */
package io.sextant.ir.quantize;
