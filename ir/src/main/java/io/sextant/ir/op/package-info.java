/**
 * The closed set of tensor operators: one record each, with numbered constraints, channels-last.
 */
package io.sextant.ir.op;
