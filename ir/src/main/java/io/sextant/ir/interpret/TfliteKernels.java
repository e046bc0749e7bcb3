package io.sextant.ir.interpret;

import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Elu;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.LeakyRelu;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Resize;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Unary;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the integers of each operator come about under {@link io.sextant.ir.op.Rounding#TFLITE}: bit by bit as from the built-in kernels of
 * TFLite 2.20 on x86-64, as its interpreter takes them by itself ({@code BuiltinOpResolver}), without delegates. Of 8 bits that is all
 * operators but those below; the tests hold it against TFLite. Sources: TFLite's 8-bit quantisation specification and gemmlowp's fixed
 * point.
 *
 * <p>Where TFLite's reference kernels and TFLite Micro differ from that, by one step (SUM by more) and only here:
 * <ul>
 * <li>CONV_2D in one group, FULLY_CONNECTED and BATCH_MATMUL of i8: the second of two roundings takes halves up (ruy); they take
 * negative halves away from zero, as DEPTHWISE_CONV_2D, CONV_2D in groups and u8 do everywhere
 * <li>MEAN over height and width: they take the zero point off each sum before it is scaled, not its rounded share off the result
 * <li>QUANTIZE of reals: they divide in f32, not f64
 * <li>SUM: they have other arithmetic
 * </ul>
 *
 * <p>Where this differs from TFLite:
 * <ul>
 * <li>DEPTHWISE_CONV_2D of a single input channel is a convolution in one group, and rounded as such
 * <li>NEG: TFLite negates mere integers, with no regard to scale and zero point
 * <li>EXP and other functions by table: what is beyond 2^31 steps, undefined in TFLite, is the greatest or least integer
 * <li>i16: products and functions by table are computed as those of i8; TFLite has other arithmetic for them
 * <li>what TFLite has no integer kernel for (DIV, POW, MOD, products and norms along axes, SIN, SQRT, ...): the f32 operator between
 * DEQUANTIZE and QUANTIZE; PAD and CONCATENATION move integers
 * </ul>
 */
final class TfliteKernels {
    private static final Map<Class<? extends Op>, IntegerKernel> KERNELS = Map.ofEntries(
        Map.entry(Convolution.class, IntegerProducts::convolution),
        Map.entry(Dense.class, IntegerProducts::dense),
        Map.entry(MatMul.class, IntegerProducts::matMul),
        Map.entry(Pool.class, IntegerPooling::pool),
        Map.entry(GlobalPool.class, IntegerReductions::globalPool),
        Map.entry(Reduce.class, IntegerReductions::reduce),
        Map.entry(Binary.class, IntegerArithmetic::binary),
        Map.entry(Unary.class, IntegerTables::each),
        Map.entry(Clamp.class, IntegerTables::each),
        Map.entry(LeakyRelu.class, IntegerTables::each),
        Map.entry(Elu.class, IntegerTables::each),
        Map.entry(Softmax.class, IntegerSoftmax::softmax),
        Map.entry(Resize.class, IntegerResampling::resize));
    private static final Set<Binary.Kind> BINARY = Set.of(Binary.Kind.ADD, Binary.Kind.SUB, Binary.Kind.MUL, Binary.Kind.MIN,
        Binary.Kind.MAX);
    private static final Set<Reduce.Kind> REDUCE = Set.of(Reduce.Kind.SUM, Reduce.Kind.MEAN, Reduce.Kind.MAX, Reduce.Kind.MIN);

    private TfliteKernels() {
    }

    /** Empty for what is computed in f32 between dequantising and quantising. */
    static Optional<IntegerKernel> of(Quantized op) {
        TfliteConditions.check(op);
        boolean real = op.real() instanceof Binary binary && !BINARY.contains(binary.kind())
            || op.real() instanceof Reduce reduce && !REDUCE.contains(reduce.kind());
        return real ? Optional.empty() : Optional.ofNullable(KERNELS.get(op.real().getClass()));
    }
}
