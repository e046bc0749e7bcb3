package io.sextant.ir.op;

/** How a real result is brought to the integers of its quantised type. */
public enum Rounding {
    /**
     * As TFLite's built-in kernels: the ratio of scales as a 31-bit mantissa and a power of two, a saturating rounding doubling high
     * multiplication, then a rounding shift (gemmlowp's fixed point); a half away from zero where a float is quantised.
     */
    TFLITE,
    /**
     * As ONNX Runtime's fused QuantizeLinear/DequantizeLinear: the exact integer sum as an f32 times the f32 ratio of scales, a half to
     * the even integer; operators without such a sum are computed in f32 between dequantising and quantising.
     */
    QDQ
}
