package io.sextant.codegen.c;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.codegen.c.family.Families;
import io.sextant.codegen.c.family.Lowered;
import io.sextant.codegen.c.family.Schedule;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.ArgReduce;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Cast;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Compare;
import io.sextant.ir.op.Elu;
import io.sextant.ir.op.LeakyRelu;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import io.sextant.kernel.Isa;
import io.sextant.toolchain.Toolchain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Functions where they are hard: at infinities, at what is no number, at zeros of both signs, at denormals, at numbers of all sizes. */
class CFunctionsTest {
    private static final float INFINITY = Float.POSITIVE_INFINITY;
    private static final float[] EXTREMES = {0f, -0f, 1f, -1f, INFINITY, -INFINITY, Float.NaN, Float.MIN_VALUE, -Float.MIN_VALUE, 0x1p-130f,
        Float.MIN_NORMAL, -Float.MIN_NORMAL, Float.MAX_VALUE, -Float.MAX_VALUE, 0.5f, -0.5f, 1.5f, 2.5f, -2.5f, 3f, -3f, 88f, 89f, -88f, -104f,
        200f, -200f, 1e-4f, -1e-4f, 1e-8f, 0x1p24f, 0x1p31f, -0x1p31f, 0x1p63f, -0x1p63f, 1e5f, 99_999.99f, 1e10f, 1e30f, -1e30f, 0.99999994f,
        1.0000001f, 3.1415927f, 1.5707964f};
    private static final int NUMBERS = 3000;
    @TempDir
    static Path home;
    private static Toolchain toolchain;

    @BeforeAll
    static void open() {
        toolchain = Toolchain.open(Path.of(System.getProperty("sextant.test.home", home.toString())));
    }

    /** Extremes, then numbers of random bits, then some of the sizes that networks have. */
    private static float[] numbers(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            float bits = Float.intBitsToFloat(random.nextInt());
            numbers[i] = i < EXTREMES.length ? EXTREMES[i] : i % 2 == 0 && !Float.isNaN(bits) ? bits : (float) random.nextDouble(-20, 20);
        }
        return numbers;
    }

    private static List<Tensor> run(Graph graph, List<Tensor> inputs, Isa isa) throws IOException {
        HostIsa.assumeRuns(isa);
        Families families = new Families(new Lowered(isa, graph.constants()::get));
        Function<PlacedKernel, Schedule> first = kernel -> families.of(kernel).schedules(kernel).get(0);
        try (Trial trial = new Trial(graph, isa, first, toolchain)) {
            return trial.run(inputs);
        }
    }

    /** Within some roundings of the result, and of 1 where a function is meant to be right to that only. */
    private static void assertSame(Graph graph, List<Tensor> inputs, Isa isa) throws IOException {
        List<Tensor> expected = Interpreter.run(graph, inputs);
        List<Tensor> actual = run(graph, inputs, isa);
        for (int i = 0; i < expected.size(); i++) {
            String name = graph.outputs().get(i).name();
            if (!expected.get(i).type().dtype().isFloating()) {
                assertEquals(text(expected.get(i)), text(actual.get(i)), name);
                continue;
            }
            float[] wanted = expected.get(i).floats();
            float[] got = actual.get(i).floats();
            double absolute = name.equals("GELU") ? 3e-6 : UNIT_SCALE.contains(name) ? 4e-7 : 1e-44;
            for (int k = 0; k < wanted.length; k++) {
                boolean same = wanted[k] == got[k] || Float.isNaN(wanted[k]) && Float.isNaN(got[k])
                    || Math.abs((double) wanted[k] - got[k]) <= absolute + 3e-6 * Math.abs((double) wanted[k]);
                int at = k;
                assertEquals(true, same, () -> name + " of " + inputs.stream().map(input -> input.floats()[at % input.type().elements()]).toList() + " is " + got[at]
                    + ", expected " + wanted[at]);
            }
        }
    }

    private static final List<String> UNIT_SCALE = List.of("SIGMOID", "SILU", "HARD_SIGMOID", "HARD_SWISH", "TANH", "ERF", "elu");

    private static String text(Tensor tensor) {
        return tensor.type().dtype() == DType.I64 ? Arrays.toString(tensor.longs()) : Arrays.toString(tensor.ints());
    }

    @ParameterizedTest
    @EnumSource(Isa.class)
    void functionsOfOneNumber(Isa isa) throws IOException {
        GraphBuilder graph = new GraphBuilder("functions");
        TensorType type = TensorType.f32(NUMBERS);
        Value x = graph.input("x", type);
        RandomElements.FUNCTIONS.forEach(kind -> graph.output(kind.name(), graph.add(new Unary(x, kind))));
        graph.output("clamp", graph.add(new Clamp(x, -2, 1)));
        graph.output("leaky_relu", graph.add(new LeakyRelu(x, 0.1f)));
        graph.output("elu", graph.add(new Elu(x, 1.5f)));
        for (DType to : List.of(DType.I64, DType.I32, DType.I16, DType.I8, DType.U8, DType.BOOL)) {
            graph.output("cast to " + to, graph.add(new Cast(x, to)));
        }
        assertSame(graph.build(), List.of(Tensor.of(type, numbers(NUMBERS, 1))), isa);
    }

    @ParameterizedTest
    @EnumSource(Isa.class)
    void functionsOfTwoNumbers(Isa isa) throws IOException {
        GraphBuilder graph = new GraphBuilder("functions");
        int count = EXTREMES.length * EXTREMES.length + NUMBERS;
        TensorType type = TensorType.f32(count);
        Value a = graph.input("a", type);
        Value b = graph.input("b", type);
        for (Binary.Kind kind : Binary.Kind.values()) {
            graph.output(kind.name(), graph.add(new Binary(a, b, kind)));
        }
        for (Compare.Kind kind : Compare.Kind.values()) {
            graph.output(kind.name(), graph.add(new Compare(a, b, kind)));
        }
        float[] left = numbers(count, 2);
        float[] right = numbers(count, 3);
        for (int i = 0; i < EXTREMES.length * EXTREMES.length; i++) {
            left[i] = EXTREMES[i / EXTREMES.length];
            right[i] = EXTREMES[i % EXTREMES.length];
        }
        assertSame(graph.build(), List.of(Tensor.of(type, left), Tensor.of(type, right)), isa);
    }

    /** Where one element is infinite or no number, in each place of a row once. */
    @ParameterizedTest
    @EnumSource(Isa.class)
    void rowsWithAnExtreme(Isa isa) throws IOException {
        int columns = 37;
        float[] odd = {Float.NaN, INFINITY, -INFINITY};
        TensorType type = TensorType.f32(columns * odd.length, columns);
        float[] values = Tensor.random(type, 5, 2).floats().clone();
        for (int row = 0; row < columns * odd.length; row++) {
            values[row * columns + row % columns] = odd[row / columns];
        }
        GraphBuilder graph = new GraphBuilder("rows");
        Value x = graph.input("x", type);
        List<Integer> axes = new ArrayList<>(List.of(0, 1));
        for (int axis : axes) {
            for (Reduce.Kind kind : Reduce.Kind.values()) {
                graph.output(kind + " " + axis, graph.add(new Reduce(x, kind, List.of(axis), true)));
            }
            graph.output("softmax " + axis, graph.add(new Softmax(x, axis)));
            graph.output("greatest " + axis, graph.add(new ArgReduce(x, ArgReduce.Kind.MAX, axis, true)));
        }
        assertSame(graph.build(), List.of(Tensor.of(type, values)), isa);
    }
}
