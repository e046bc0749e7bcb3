/**
 * Fixed-point arithmetic of quantised operators: real factors as integers, and products, quotients and roundings of integers that
 * saturate, as gemmlowp and TFLite define them. Knows numbers only; the interpreter, who quantises, reads or writes models of integers, and
 * who generates code for them find their definitions here.
 */
package io.sextant.ir.fixedpoint;
