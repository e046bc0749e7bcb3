package io.sextant.ir.interpret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Value;
import io.sextant.ir.testing.Scratch;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolution by hand, against im2col, and by what its attributes mean in terms of other operators. */
class ConvolutionMeaningTest {
    private static final float TOLERANCE = 1e-5f;
    private final Scratch scratch = new Scratch();

    @Test
    void oneDimensionByHand() {
        Value input = scratch.value(TensorType.f32(1, 4, 1), 1, 2, 3, 4);
        Value filter = scratch.value(TensorType.f32(3, 1, 1), 1, 10, 100);
        Value bias = scratch.value(TensorType.f32(1), 0.5f);
        Convolution op = new Convolution(input, filter, Optional.of(bias), List.of(1), List.of(1), List.of(1), List.of(1), 1);
        assertArrayEquals(new float[] {210.5f, 321.5f, 432.5f, 43.5f}, scratch.floats(op));
    }

    @Test
    void channelsByHand() {
        Value input = scratch.value(TensorType.f32(1, 2, 2), 1, 2, 3, 4);
        Value filter = scratch.value(TensorType.f32(1, 2, 3), 1, 2, 3, 10, 20, 30);
        assertArrayEquals(new float[] {21, 42, 63, 43, 86, 129}, scratch.floats(plain(input, filter)));
    }

    @Test
    void twoDimensionsByHand() {
        Value input = scratch.value(TensorType.f32(1, 2, 3, 1), 1, 2, 3, 4, 5, 6);
        Value filter = scratch.value(TensorType.f32(2, 2, 1, 1), 1, 10, 100, 1000);
        assertArrayEquals(new float[] {5421, 6532}, scratch.floats(plain(input, filter)));
    }

    /** Gathers the patch of each result element and multiplies it with a column of the filter. */
    @ParameterizedTest
    @MethodSource("drawn")
    void equalsIm2Col(Drawn drawn) {
        Convolution op = drawn.on(scratch);
        float[] expected = new float[op.type().elements()];
        int[] result = new int[4];
        for (int i = 0; i < expected.length; i++) {
            unravel(i, image(op.type()), result);
            expected[i] = (float) patchProduct(op, result) + (op.bias().isPresent() ? scratch.floats(op.bias().get())[result[3]] : 0);
        }
        assertArrayEquals(expected, scratch.floats(op), TOLERANCE);
    }

    private double patchProduct(Convolution op, int[] result) {
        int[] in = image(op.input().type());
        int taken = in[3] / op.groups();
        int made = op.type().shape().last() / op.groups();
        int kernelHeight = op.kernel().size() == 2 ? op.kernel().get(0) : 1;
        int kernelWidth = op.kernel().get(op.kernel().size() - 1);
        float[] filter = scratch.floats(op.filter());
        double sum = 0;
        for (int k = 0; k < kernelHeight * kernelWidth * taken; k++) {
            int channel = result[3] / made * taken + k % taken;
            int x = result[2] * last(op.strides()) + k / taken % kernelWidth * last(op.dilations()) - last(op.padBefore());
            int y = result[1] * first(op.strides(), 1) + k / taken / kernelWidth * first(op.dilations(), 1) - first(op.padBefore(), 0);
            boolean inside = y >= 0 && y < in[1] && x >= 0 && x < in[2];
            sum += inside ? scratch.floats(op.input())[((result[0] * in[1] + y) * in[2] + x) * in[3] + channel]
                * filter[k * op.type().shape().last() + result[3]] : 0;
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("drawn")
    void paddingIsAZeroBorder(Drawn drawn) {
        Convolution op = drawn.on(scratch);
        Value padded = scratch.then(new Pad(op.input(), around(op.padBefore()), around(op.padAfter()), 0));
        List<Integer> none = op.padBefore().stream().map(p -> 0).toList();
        Convolution unpadded = new Convolution(padded, op.filter(), op.bias(), op.strides(), none, none, op.dilations(), op.groups());
        assertArrayEquals(scratch.floats(unpadded), scratch.floats(op), TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource("drawn")
    void stridesTakeEveryStridethElement(Drawn drawn) {
        Convolution op = drawn.on(scratch);
        List<Integer> ones = op.strides().stream().map(s -> 1).toList();
        Value dense = scratch.then(new Convolution(op.input(), op.filter(), op.bias(), ones, op.padBefore(), op.padAfter(),
            op.dilations(), op.groups()));
        List<Integer> steps = new ArrayList<>(op.strides());
        steps.add(0, 1);
        steps.add(1);
        List<Integer> zeros = steps.stream().map(s -> 0).toList();
        assertArrayEquals(scratch.floats(new Slice(dense, zeros, dense.type().shape().dims(), steps)), scratch.floats(op), TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource("drawn")
    void groupsAreConvolutionsSideBySide(Drawn drawn) {
        Convolution op = drawn.on(scratch);
        List<Value> parts = IntStream.range(0, op.groups()).mapToObj(group -> scratch.then(new Convolution(
            part(op.input(), group, op.groups()), part(op.filter(), group, op.groups()),
            op.bias().map(bias -> part(bias, group, op.groups())), op.strides(), op.padBefore(), op.padAfter(), op.dilations(), 1)))
            .toList();
        assertArrayEquals(scratch.floats(new Concat(parts, op.type().rank() - 1)), scratch.floats(op), TOLERANCE);
    }

    @Test
    void dilationSpreadsTheFilter() {
        Value input = scratch.random(2, 9, 3);
        Value filter = scratch.value(TensorType.f32(2, 3, 1), 1, 2, 3, 4, 5, 6);
        Value spread = scratch.value(TensorType.f32(4, 3, 1), 1, 2, 3, 0, 0, 0, 0, 0, 0, 4, 5, 6);
        Convolution dilated = new Convolution(input, filter, Optional.empty(), List.of(1), List.of(0), List.of(0), List.of(3), 1);
        assertArrayEquals(scratch.floats(plain(input, spread)), scratch.floats(dilated), TOLERANCE);
    }

    @Test
    void oneDimensionIsAnImageOfHeightOne() {
        Value input = scratch.random(2, 9, 3);
        Value filter = scratch.random(3, 3, 5);
        Convolution line = new Convolution(input, filter, Optional.empty(), List.of(2), List.of(1), List.of(2), List.of(2), 1);
        Value image = scratch.then(new Reshape(input, List.of(2, 1, 9, 3)));
        Value kernel = scratch.then(new Reshape(filter, List.of(1, 3, 3, 5)));
        Convolution flat = new Convolution(image, kernel, Optional.empty(), List.of(1, 2), List.of(0, 1), List.of(0, 2), List.of(1, 2), 1);
        assertArrayEquals(scratch.floats(flat), scratch.floats(line));
    }

    /** Attributes of a random convolution. */
    record Drawn(List<Integer> extents, List<Integer> kernel, List<Integer> strides, List<Integer> before, List<Integer> after,
        List<Integer> dilations, List<Integer> channels, int groups, boolean biased) {

        Convolution on(Scratch scratch) {
            Value input = scratch.random(join(List.of(2), extents, List.of(channels.get(0) * groups)));
            Value filter = scratch.random(join(kernel, List.of(channels.get(0)), List.of(channels.get(1) * groups)));
            Optional<Value> bias = biased ? Optional.of(scratch.random(channels.get(1) * groups)) : Optional.empty();
            return new Convolution(input, filter, bias, strides, before, after, dilations, groups);
        }

        private static int[] join(List<Integer> a, List<Integer> b, List<Integer> c) {
            return IntStream.concat(a.stream().mapToInt(i -> i), IntStream.concat(b.stream().mapToInt(i -> i), c.stream().mapToInt(i -> i)))
                .toArray();
        }
    }

    static List<Drawn> drawn() {
        SplittableRandom random = new SplittableRandom(11);
        return IntStream.range(0, 24).mapToObj(i -> {
            int spatial = 1 + i % 2;
            return new Drawn(each(random, spatial, 5, 9), each(random, spatial, 1, 3), each(random, spatial, 1, 3),
                each(random, spatial, 0, 2), each(random, spatial, 0, 3), each(random, spatial, 1, 2), each(random, 2, 1, 3),
                1 + random.nextInt(3), random.nextBoolean());
        }).toList();
    }

    private static List<Integer> each(SplittableRandom random, int count, int least, int most) {
        return IntStream.range(0, count).mapToObj(i -> random.nextInt(least, most + 1)).toList();
    }

    private static Convolution plain(Value input, Value filter) {
        List<Integer> ones = IntStream.range(2, input.type().rank()).mapToObj(axis -> 1).toList();
        List<Integer> zeros = ones.stream().map(one -> 0).toList();
        return new Convolution(input, filter, Optional.empty(), ones, zeros, zeros, ones, 1);
    }

    /** The {@code index}-th of {@code count} equal parts of the last dimension. */
    private Value part(Value value, int index, int count) {
        List<Integer> dims = value.type().shape().dims();
        int extent = value.type().shape().last() / count;
        List<Integer> starts = new ArrayList<>(dims.stream().map(dim -> 0).toList());
        List<Integer> ends = new ArrayList<>(dims);
        starts.set(dims.size() - 1, index * extent);
        ends.set(dims.size() - 1, (index + 1) * extent);
        return scratch.then(new Slice(value, starts, ends, dims.stream().map(dim -> 1).toList()));
    }

    private static List<Integer> around(List<Integer> spatial) {
        List<Integer> all = new ArrayList<>(spatial);
        all.add(0, 0);
        all.add(0);
        return all;
    }

    private static int[] image(TensorType type) {
        return type.rank() == 4 ? type.shape().toArray() : new int[] {type.dim(0), 1, type.dim(1), type.dim(2)};
    }

    private static void unravel(int index, int[] dims, int[] position) {
        int rest = index;
        for (int axis = dims.length - 1; axis >= 0; axis--) {
            position[axis] = rest % dims[axis];
            rest /= dims[axis];
        }
    }

    private static int first(List<Integer> values, int otherwise) {
        return values.size() == 2 ? values.get(0) : otherwise;
    }

    private static int last(List<Integer> values) {
        return values.get(values.size() - 1);
    }
}
