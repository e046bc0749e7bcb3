package io.sextant.latency.campaign;

import io.sextant.ir.kernel.Kernel;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Kernels of every arrangement that a chain can have, small enough for the interpreter. */
final class SampleKernels {
    private static final String CONV_1D = " strides=[1] padBefore=[1] padAfter=[1] dilations=[1] groups=";
    private static final String CONV_2D = " strides=[1,1] padBefore=[1,1] padAfter=[1,1] dilations=[1,1] groups=";
    private static final String POINTWISE = " strides=[1,1] padBefore=[0,0] padAfter=[0,0] dilations=[1,1] groups=1";

    static final Kernel SERIAL = kernel("input %0: f32[1x8x8x6]; const %1: f32[3x3x6x6]; const %2: f32[6]; "
        + "%3: f32[1x8x8x6] = convolution(%0, %1, %2)" + CONV_2D + "1; %4: f32[1x8x8x6] = unary(%3) kind=relu; output %4");
    static final Kernel RELU = kernel("input %0: f32[1x8x8x6]; %1: f32[1x8x8x6] = unary(%0) kind=relu; output %1");
    static final Kernel EXPANSION = kernel("input %0: f32[1x8x8x4]; const %1: f32[1x1x4x12]; "
        + "%2: f32[1x8x8x12] = convolution(%0, %1, _)" + POINTWISE + "; output %2");
    static final Kernel RESIDUAL = kernel("input %0: f32[1x8x8x4]; input %1: f32[1x8x8x4]; const %2: f32[1x1x4x4]; "
        + "%3: f32[1x8x8x4] = convolution(%0, %2, _)" + POINTWISE + "; %4: f32[1x8x8x4] = binary(%3, %1) kind=add; "
        + "%5: f32[1x8x8x4] = unary(%4) kind=relu; output %5");
    static final Kernel GLOBAL_POOL = kernel("input %0: f32[1x8x8x6]; %1: f32[1x1x1x6] = global_pool(%0) kind=average; output %1");

    static final Kernel QUANTISED = kernel("input %0: i8[1x8x8x6]<1:1>; const %1: i8[3x3x6x6]<1:0,1:0,1:0,1:0,1:0,1:0@3>; "
        + "const %2: i32[6]<1:0,1:0,1:0,1:0,1:0,1:0@0>; %3: i8[1x8x8x6]<1:0> = quantized convolution(%0, %1, %2)" + CONV_2D
        + "1 dtype=i8 result=1:0 low=-128 high=127 rounding=qdq; output %3");

    private SampleKernels() {
    }

    static Kernel kernel(String statements) {
        return Kernel.parse("sextant-kernel/1 " + statements);
    }

    /** So many kernels, each heavier than the one before. */
    static List<Kernel> dense(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(width -> dense(8 * width, 10)).toList();
    }

    static Kernel dense(int inputs, int outputs) {
        return kernel("input %0: f32[1x" + inputs + "]; const %1: f32[" + inputs + "x" + outputs + "]; %2: f32[1x" + outputs
            + "] = dense(%0, %1, _); output %2");
    }

    /** Weights of 21, 64 and 128 MiB and one of 1 GiB: fewer repeats each. */
    static Stream<Kernel> heavy() {
        return Stream.of(dense(5_600, 1_000), dense(4_096, 4_096), dense(8_192, 4_096), dense(16_384, 16_000), dense(16_384, 16_384));
    }

    static Stream<Kernel> all() {
        return Stream.of(withWeights(), residual(), weightless(), ofSeveralInputs(), flat(), quantised()).flatMap(kernels -> kernels);
    }

    static Stream<Kernel> withWeights() {
        return Stream.of(SERIAL, EXPANSION,
            kernel("input %0: f32[1x20x8]; const %1: f32[3x8x8]; const %2: f32[8]; %3: f32[1x20x8] = convolution(%0, %1, %2)" + CONV_1D
                + "1; %4: f32[1x20x8] = unary(%3) kind=relu; output %4"),
            kernel("input %0: f32[1x20x8]; const %1: f32[3x1x8]; %2: f32[1x20x8] = convolution(%0, %1, _)" + CONV_1D + "8; output %2"),
            kernel("input %0: f32[1x20x4]; const %1: f32[3x4x8]; %2: f32[1x10x8] = convolution(%0, %1, _) strides=[2] padBefore=[1] "
                + "padAfter=[0] dilations=[1] groups=1; output %2"),
            kernel("input %0: f32[1x8x8x6]; const %1: f32[3x3x1x6]; const %2: f32[6]; const %3: f32[6]; const %4: f32[6]; const %5: f32[6]; "
                + "%6: f32[1x8x8x6] = convolution(%0, %1, _)" + CONV_2D + "6; "
                + "%7: f32[1x8x8x6] = batch_norm(%6, %2, %3, %4, %5) epsilon=0.00001; output %7"),
            kernel("input %0: f32[1x8x8x4]; const %1: f32[3x3x4x6]; %2: f32[1x4x4x6] = convolution(%0, %1, _) strides=[2,2] "
                + "padBefore=[1,1] padAfter=[0,0] dilations=[1,1] groups=1; output %2"),
            kernel("input %0: f32[1x1x1x4]; const %1: f32[1x1x4x12]; %2: f32[1x1x1x12] = convolution(%0, %1, _)" + POINTWISE + "; output %2"),
            kernel("input %0: f32[1x8x8x6]; const %1: f32[6]; const %2: f32[6]; const %3: f32[6]; const %4: f32[6]; "
                + "%5: f32[1x8x8x6] = batch_norm(%0, %1, %2, %3, %4) epsilon=0.00001; output %5"),
            kernel("input %0: f32[1x7x16]; const %1: f32[16]; const %2: f32[16]; "
                + "%3: f32[1x7x16] = layer_norm(%0, %1, %2) epsilon=0.00001; output %3"),
            kernel("input %0: f32[1x8x8x6]; const %1: f32[6]; %2: f32[1x8x8x6] = binary(%0, %1) kind=div; output %2"),
            kernel("input %0: f32[1x8x8x6]; const %1: f32[6]; %2: f32[1x8x8x6] = binary(%0, %1) kind=mul; output %2"));
    }

    static Stream<Kernel> residual() {
        return Stream.of(
            kernel("input %0: f32[1x8x8x12]; input %1: f32[1x8x8x4]; const %2: f32[1x1x12x4]; "
                + "%3: f32[1x8x8x4] = convolution(%0, %2, _)" + POINTWISE + "; %4: f32[1x8x8x4] = binary(%3, %1) kind=add; output %4"),
            RESIDUAL);
    }

    static Stream<Kernel> weightless() {
        return Stream.of(RELU, GLOBAL_POOL,
            kernel("input %0: f32[1x20x8]; %1: f32[1x20x8] = unary(%0) kind=hard_swish; output %1"),
            kernel("input %0: f32[1x1x1x6]; %1: f32[1x1x1x6] = unary(%0) kind=hard_sigmoid; output %1"),
            kernel("input %0: f32[1x8x8x6]; %1: f32[1x8x8x6] = unary(%0) kind=gelu; output %1"),
            kernel("input %0: f32[1x20x8]; %1: f32[1x1x8] = global_pool(%0) kind=max; output %1"),
            kernel("input %0: f32[1x8x8x6]; %1: f32[1x4x4x6] = pool(%0) kind=max kernel=[3,3] strides=[2,2] padBefore=[1,1] padAfter=[0,0] "
                + "countPadding=false; output %1"),
            kernel("input %0: f32[1x20x8]; %1: f32[1x10x8] = pool(%0) kind=average kernel=[2] strides=[2] padBefore=[0] padAfter=[0] "
                + "countPadding=false; output %1"),
            kernel("input %0: f32[1x8x8x6]; %1: f32[1x8x8x6] = pool(%0) kind=max kernel=[3,3] strides=[1,1] padBefore=[1,1] padAfter=[1,1] "
                + "countPadding=false; output %1"),
            kernel("input %0: f32[1x1x1x16]; %1: f32[1x16] = reshape(%0) shape=[1,16]; output %1"),
            kernel("input %0: f32[1x4x4x6]; %1: f32[1x96] = reshape(%0) shape=[1,96]; output %1"),
            kernel("input %0: f32[1x4x6]; %1: f32[1x6x4] = transpose(%0) permutation=[0,2,1]; output %1"),
            kernel("input %0: f32[1x4x4x6]; %1: f32[1x8x8x6] = resize(%0) size=[8,8] mode=linear; output %1"),
            kernel("input %0: f32[1x8x8x6]; %1: f32[1x8x8x4] = slice(%0) starts=[0,0,0,0] ends=[1,8,8,4] steps=[1,1,1,1]; output %1"),
            kernel("input %0: f32[1x8x8x6]; %1: f32[1x9x9x6] = pad(%0) before=[0,0,0,0] after=[0,1,1,0] value=0; output %1"));
    }

    static Stream<Kernel> ofSeveralInputs() {
        return Stream.of(
            kernel("input %0: f32[1x8x8x6]; input %1: f32[1x1x1x6]; %2: f32[1x8x8x6] = binary(%0, %1) kind=mul; output %2"),
            kernel("input %0: f32[1x20x6]; input %1: f32[1x1x6]; %2: f32[1x20x6] = binary(%0, %1) kind=mul; output %2"),
            kernel("input %0: f32[1x8x8x6]; input %1: f32[1x8x8x6]; %2: f32[1x8x8x6] = binary(%0, %1) kind=add; output %2"),
            kernel("input %0: f32[1x8x8x6]; input %1: f32[1x8x8x4]; %2: f32[1x8x8x10] = concat(%0, %1) axis=3; output %2"),
            kernel("input %0: f32[1x8x6]; input %1: f32[1x6x9]; %2: f32[1x8x9] = mat_mul(%0, %1); output %2"),
            kernel("input %0: f32[1x8x8]; input %1: f32[1x8x8]; %2: f32[1x8x8] = mat_mul(%0, %1); output %2"));
    }

    /** On vectors, where no neighbour stands: serial if the shape stays. */
    static Stream<Kernel> flat() {
        return Stream.of(dense(32, 10), dense(16, 16),
            kernel("input %0: f32[1x16]; const %1: f32[16x8]; const %2: f32[8]; %3: f32[1x8] = dense(%0, %1, %2); "
                + "%4: f32[1x8] = unary(%3) kind=hard_sigmoid; output %4"),
            kernel("input %0: f32[1x7x16]; const %1: f32[16x8]; %2: f32[1x7x8] = dense(%0, %1, _); output %2"),
            kernel("input %0: f32[1x16]; %1: f32[1x16] = unary(%0) kind=sigmoid; output %1"),
            kernel("input %0: f32[1x16]; %1: f32[1x16] = softmax(%0) axis=1; output %1"),
            kernel("input %0: f32[1x16]; %1: f32[1x1x1x16] = reshape(%0) shape=[1,1,1,16]; output %1"),
            kernel("input %0: f32[2x3]; %1: f32[3x2] = transpose(%0) permutation=[1,0]; output %1"),
            kernel("input %0: f32[2x3]; input %1: f32[3x4]; %2: f32[2x4] = mat_mul(%0, %1); output %2"));
    }

    /** On i8: with and without weights, serial and parallel, and from and to f32. */
    static Stream<Kernel> quantised() {
        String i8 = " dtype=i8 result=1:1 low=-128 high=127 rounding=qdq";
        return Stream.of(QUANTISED,
            kernel("input %0: i8[1x8x8x4]<1:1>; const %1: i8[1x1x4x12]<1:0>; "
                + "%2: i8[1x8x8x12]<1:1> = quantized convolution(%0, %1, _)" + POINTWISE + i8 + "; output %2"),
            kernel("input %0: i8[1x20x4]<1:1>; const %1: i8[3x4x8]<1:0>; %2: i8[1x10x8]<1:1> = quantized convolution(%0, %1, _) "
                + "strides=[2] padBefore=[1] padAfter=[0] dilations=[1] groups=1" + i8 + "; output %2"),
            kernel("input %0: i8[1x16]<1:1>; const %1: i8[16x10]<1:0>; %2: i8[1x10]<1:1> = quantized dense(%0, %1, _)" + i8 + "; output %2"),
            kernel("input %0: i8[1x8x8x6]<1:1>; %1: i8[1x1x1x6]<1:1> = quantized global_pool(%0) kind=average" + i8 + "; output %1"),
            kernel("input %0: i8[1x8x8x6]<1:1>; input %1: i8[1x8x8x6]<1:1>; %2: i8[1x8x8x6]<1:1> = quantized binary(%0, %1) kind=add" + i8
                + "; output %2"),
            kernel("input %0: i8[1x20x8]<1:1>; %1: i8[1x20x8]<1:1> = quantized unary(%0) kind=hard_swish" + i8 + "; output %1"),
            kernel("input %0: i8[1x4x4x6]<1:1>; %1: i8[1x96]<1:1> = reshape(%0) shape=[1,96]; output %1"),
            kernel("input %0: f32[1x8x8x6]; %1: i8[1x8x8x6]<1:1> = requantize(%0) to=i8[1x8x8x6]<1:1> rounding=qdq; output %1"),
            kernel("input %0: i8[1x8x8x6]<1:1>; %1: f32[1x8x8x6] = requantize(%0) to=f32[1x8x8x6] rounding=qdq; output %1"));
    }
}
