package io.sextant.tests.agreement;

import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Resize;
import io.sextant.ir.op.Unary;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Random graphs of one operator on quantised integers, by the operator's name. */
public final class OperatorCases {
    private static final Map<String, Function<QuantisedDraw, QuantisedCase>> CASES = new LinkedHashMap<>();

    static {
        CASES.put("CONV_2D", draw -> ProductCases.convolution(draw, 2));
        CASES.put("CONV_2D, one dimension", draw -> ProductCases.convolution(draw, 1));
        CASES.put("CONV_2D, grouped", ProductCases::grouped);
        CASES.put("DEPTHWISE_CONV_2D", draw -> ProductCases.depthwise(draw, 2, 1));
        CASES.put("DEPTHWISE_CONV_2D, multiplier", draw -> ProductCases.depthwise(draw, 2, 4));
        CASES.put("DEPTHWISE_CONV_2D, one dimension", draw -> ProductCases.depthwise(draw, 1, 2));
        CASES.put("FULLY_CONNECTED", draw -> ProductCases.dense(draw, 2));
        CASES.put("FULLY_CONNECTED, many rows", draw -> ProductCases.dense(draw, draw.between(3, 4)));
        CASES.put("BATCH_MATMUL", ProductCases::matMul);
        CASES.put("AVERAGE_POOL_2D", draw -> PoolCases.pool(draw, Pool.Kind.AVERAGE, false));
        CASES.put("AVERAGE_POOL_2D, border counted", draw -> PoolCases.pool(draw, Pool.Kind.AVERAGE, true));
        CASES.put("MAX_POOL_2D", draw -> PoolCases.pool(draw, Pool.Kind.MAX, false));
        CASES.put("MEAN, global pool", draw -> PoolCases.globalPool(draw, Pool.Kind.AVERAGE));
        CASES.put("MAX_POOL_2D, global pool", draw -> PoolCases.globalPool(draw, Pool.Kind.MAX));
        for (Reduce.Kind kind : new Reduce.Kind[] {Reduce.Kind.MEAN, Reduce.Kind.SUM, Reduce.Kind.MAX, Reduce.Kind.MIN}) {
            CASES.put(kind == Reduce.Kind.MEAN || kind == Reduce.Kind.SUM ? kind.name() : "REDUCE_" + kind, draw -> PoolCases.reduce(draw, kind));
        }
        for (Binary.Kind kind : new Binary.Kind[] {Binary.Kind.ADD, Binary.Kind.SUB, Binary.Kind.MUL}) {
            CASES.put(kind.name(), draw -> ElementCases.binary(draw, kind));
        }
        CASES.put("MAXIMUM", draw -> ElementCases.binary(draw, Binary.Kind.MAX));
        CASES.put("MINIMUM", draw -> ElementCases.binary(draw, Binary.Kind.MIN));
        CASES.put("RELU", draw -> ElementCases.unary(draw, Unary.Kind.RELU));
        CASES.put("RELU6", draw -> ElementCases.unary(draw, Unary.Kind.RELU6));
        CASES.put("QUANTIZE and bounds", ElementCases::clamp);
        CASES.put("LOGISTIC", draw -> ElementCases.unary(draw, Unary.Kind.SIGMOID));
        CASES.put("TANH", draw -> ElementCases.unary(draw, Unary.Kind.TANH));
        CASES.put("HARD_SWISH", draw -> ElementCases.unary(draw, Unary.Kind.HARD_SWISH));
        CASES.put("ABS", draw -> ElementCases.unary(draw, Unary.Kind.ABS));
        CASES.put("LEAKY_RELU", ElementCases::leakyRelu);
        CASES.put("ELU", ElementCases::elu);
        CASES.put("SOFTMAX", ElementCases::softmax);
        CASES.put("RESIZE_NEAREST_NEIGHBOR", draw -> PoolCases.resize(draw, Resize.Mode.NEAREST));
        CASES.put("RESIZE_BILINEAR", draw -> PoolCases.resize(draw, Resize.Mode.LINEAR));
        CASES.put("CONCATENATION", ElementCases::concat);
        CASES.put("CONCATENATION, moved", MovementCases::concat);
        CASES.put("PAD, PADV2", MovementCases::pad);
        CASES.put("RESHAPE", MovementCases::reshape);
        CASES.put("TRANSPOSE", MovementCases::transpose);
        CASES.put("SLICE", draw -> MovementCases.slice(draw, 1));
        CASES.put("STRIDED_SLICE", draw -> MovementCases.slice(draw, 3));
        CASES.put("GATHER", MovementCases::gather);
        CASES.put("SELECT_V2", MovementCases::select);
        CASES.put("BROADCAST_TO", MovementCases::broadcast);
        CASES.put("QUANTIZE", ElementCases::quantize);
        CASES.put("DEQUANTIZE", ElementCases::dequantize);
        CASES.put("QUANTIZE, integers", ElementCases::requantize);
    }

    private OperatorCases() {
    }

    /** The operators, in the order of tables. */
    public static Iterable<String> names() {
        return CASES.keySet();
    }

    /** The case of this seed. */
    public static QuantisedCase of(String name, long seed) {
        return CASES.get(name).apply(new QuantisedDraw(seed));
    }
}
