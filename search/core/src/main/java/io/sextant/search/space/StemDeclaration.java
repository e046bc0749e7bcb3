package io.sextant.search.space;

import io.sextant.ir.op.Unary;
import io.sextant.ir.quantize.Precision;

/** The first convolution. {@code width} is in channels before the global multiplier. */
record StemDeclaration(int width, int kernel, int stride, Border padding, Unary.Kind activation, Precision precision) {
}
