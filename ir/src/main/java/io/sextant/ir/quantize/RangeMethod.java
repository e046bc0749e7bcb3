package io.sextant.ir.quantize;

/** How a range is made of the elements that a value was seen to have. */
public enum RangeMethod {
    /** From the least element to the greatest, exactly. */
    MIN_MAX,
    /** What 99.99 % of the elements are not below, and what as many are not above: a few outliers do not count. See {@link Histogram}. */
    PERCENTILE,
    /** The range with the least expected squared error of quantising and clamping the elements. See {@link LeastSquaredRange}. */
    MSE
}
