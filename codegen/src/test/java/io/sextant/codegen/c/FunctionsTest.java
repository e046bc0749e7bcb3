package io.sextant.codegen.c;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.codegen.c.family.Schedule;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Unary;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import io.sextant.kernel.Isa;
import io.sextant.toolchain.Toolchain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Functions of one element against f64: their relative error on all magnitudes, and what becomes of numbers that are none. */
class FunctionsTest {
    private static final int COUNT = 60_000;
    private static final float[] SPECIAL = {0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, 1e-40f, -1e-40f, Float.MIN_NORMAL, -Float.MIN_NORMAL,
        Float.MAX_VALUE, -Float.MAX_VALUE, 1e30f, -1e30f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN};
    /** Below it the results of sigmoid and SiLU are 0. */
    private static final float LEAST = -88;
    /** At 0, and what each unit of the argument adds: that of ln 2 in f32. */
    private static final double SIGMOID_ERROR = 7e-7;
    private static final double SIGMOID_ERROR_PER_UNIT = 1.4e-8;
    /** Of products and sums apart. */
    private static final double ROUNDED_ERROR_PER_UNIT = 1.2e-7;
    private static final double EXP_ERROR = 4e-7;
    @TempDir
    static Path home;
    private static Toolchain toolchain;

    @BeforeAll
    static void open() {
        toolchain = Toolchain.open(Path.of(System.getProperty("sextant.test.home", home.toString())));
    }

    @ParameterizedTest
    @EnumSource(Isa.class)
    void areAccurate(Isa isa) throws IOException {
        HostIsa.assumeRuns(isa);
        float[] x = arguments();
        double perUnit = isa == Isa.X86_64 ? ROUNDED_ERROR_PER_UNIT : SIGMOID_ERROR_PER_UNIT;
        check(x, computed(isa, Unary.Kind.SIGMOID, x), SIGMOID_ERROR, perUnit, a -> 1 / (1 + Math.exp(-a)));
        check(x, computed(isa, Unary.Kind.SILU, x), SIGMOID_ERROR, perUnit, a -> a / (1 + Math.exp(-a)));
        check(x, computed(isa, Unary.Kind.EXP, x), EXP_ERROR, 0, Math::exp);
    }

    /** Every magnitude, the range where results are neither 0 nor infinite more densely, and what is special. */
    private static float[] arguments() {
        SplittableRandom random = new SplittableRandom(11);
        float[] x = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            x[i] = i < SPECIAL.length ? SPECIAL[i] : i % 4 == 0 ? Float.intBitsToFloat(random.nextInt())
                : (float) random.nextDouble(i % 4 == 1 ? -1 : -100, i % 4 == 1 ? 1 : 100);
        }
        return x;
    }

    private static float[] computed(Isa isa, Unary.Kind kind, float[] x) throws IOException {
        GraphBuilder builder = new GraphBuilder("functions");
        TensorType type = TensorType.f32(1, x.length);
        builder.output("y", builder.add(new Unary(builder.input("x", type), kind)));
        Graph graph = builder.build();
        try (Trial trial = new Trial(graph, isa, kernel -> Schedule.ONLY, toolchain)) {
            return trial.run(List.of(Tensor.of(type, x))).get(0).floats();
        }
    }

    private static void check(float[] x, float[] y, double bound, double perUnit, DoubleUnaryOperator function) {
        for (int i = 0; i < x.length; i++) {
            double expected = function.applyAsDouble(x[i]);
            String what = "of " + x[i] + ": " + y[i] + ", expected " + expected;
            if (!Float.isFinite((float) expected)) {
                assertEquals((float) expected, y[i], what);
            } else if (x[i] < LEAST) {
                assertTrue(Math.abs(y[i]) <= 1e-36, what);
            } else {
                assertTrue(Math.abs(y[i] - expected) <= (bound + perUnit * Math.abs(x[i])) * Math.abs(expected) + Float.MIN_VALUE, what);
            }
        }
    }
}
