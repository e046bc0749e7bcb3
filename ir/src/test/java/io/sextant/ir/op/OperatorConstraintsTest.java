package io.sextant.ir.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.type.DType;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every numbered constraint of every operator refuses what breaks it, and says its number. */
class OperatorConstraintsTest {
    private static final Value SEQUENCE = f32(1, 8, 4);
    private static final Value IMAGE = f32(1, 6, 6, 4);
    private static final Value MATRIX = f32(3, 4);
    private static final Value VECTOR = f32(4);
    private static final Value INTEGERS = new Value(0, new TensorType(DType.I32, Shape.of(1, 8, 4)));
    private static final Value BOOLS = new Value(0, new TensorType(DType.BOOL, Shape.of(1, 8, 4)));
    private static final List<Integer> NONE = List.of(0);
    private static final List<Integer> ONE = List.of(1);

    /** Something that breaks one constraint, told in {@code why}. */
    record Broken(String constraint, String why, Executable build) {
        @Override
        public String toString() {
            return constraint + ": " + why;
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void refuses(Broken broken) {
        String message = assertThrows(IllTyped.class, broken.build).getMessage();
        assertTrue(message.startsWith(broken.constraint + ": "), message);
    }

    /** The constraints that the operators' Javadoc lists, against those broken here. */
    @Test
    void everyConstraintIsBroken() throws IOException {
        Set<String> broken = new TreeSet<>();
        all().forEach(b -> broken.add(b.constraint));
        Set<String> documented = new TreeSet<>();
        for (OpSchema schema : OpSchema.all()) {
            documented.addAll(documented(schema));
        }
        assertTrue(documented.size() > 45, documented::toString);
        assertEquals(documented, broken);
    }

    private static Set<String> documented(OpSchema schema) throws IOException {
        String file = Stream.of(Op.class.getPermittedSubclasses()).filter(type -> OpSchema.of(type.asSubclass(Op.class)) == schema)
            .findFirst().orElseThrow().getSimpleName() + ".java";
        Matcher items = Pattern.compile("<li>([CW]\\d)(?:(\\.\\.|, )W(\\d))?:").matcher(
            Files.readString(Path.of("src/main/java/io/sextant/ir/op").resolve(file)));
        Set<String> constraints = new TreeSet<>();
        while (items.find()) {
            constraints.add(schema.mnemonic() + " " + items.group(1));
            if (items.group(3) != null) {
                for (int number = 2; number <= Integer.parseInt(items.group(3)); number++) {
                    constraints.add(schema.mnemonic() + " W" + number);
                }
            }
        }
        return constraints;
    }

    static Stream<Broken> all() {
        return Stream.of(convolutions(), products(), pools(), norms(), elementWise(), logic(), reductions(), recurrences(), movements(),
            conversions(), BrokenQuantisation.all())
            .flatMap(List::stream);
    }

    private static List<Broken> convolutions() {
        Value filter = f32(3, 4, 8);
        return List.of(
            broken("convolution C1", "integer input", () -> convolution(INTEGERS, filter, Optional.empty())),
            broken("convolution C1", "integer bias", () -> convolution(SEQUENCE, filter, Optional.of(integers(8)))),
            broken("convolution C2", "2-D filter on 1-D input", () -> convolution(SEQUENCE, f32(3, 3, 4, 8), Optional.empty())),
            broken("convolution C3", "3 groups of 4 channels", () -> grouped(3, f32(3, 1, 6))),
            broken("convolution C3", "2 groups of 7 filters", () -> grouped(2, f32(3, 2, 7))),
            broken("convolution C3", "no group", () -> grouped(0, f32(3, 4, 8))),
            broken("convolution C4", "ungrouped filter in 2 groups", () -> grouped(2, filter)),
            broken("convolution C5", "bias of 7", () -> convolution(SEQUENCE, filter, Optional.of(f32(7)))),
            broken("convolution W1", "no spatial dimension", () -> convolution(MATRIX, f32(4, 8), Optional.empty())),
            broken("convolution W2", "two strides", () -> slid(filter, List.of(1, 1), NONE, ONE)),
            broken("convolution W2", "stride 0", () -> slid(filter, NONE, NONE, ONE)),
            broken("convolution W2", "padding -1", () -> slid(filter, ONE, List.of(-1), ONE)),
            broken("convolution W2", "dilation 0", () -> slid(filter, ONE, NONE, NONE)),
            broken("convolution W3", "reach of 9 on 8", () -> slid(filter, ONE, NONE, List.of(4))));
    }

    private static List<Broken> products() {
        return List.of(
            broken("dense C1", "integer weights", () -> new Dense(MATRIX, integers(4, 2), Optional.empty())),
            broken("dense C2", "vector input", () -> new Dense(VECTOR, f32(4, 2), Optional.empty())),
            broken("dense C2", "weights of three dimensions", () -> new Dense(MATRIX, f32(4, 2, 1), Optional.empty())),
            broken("dense C3", "5 inputs on 4", () -> new Dense(MATRIX, f32(5, 2), Optional.empty())),
            broken("dense C4", "bias of 3", () -> new Dense(MATRIX, f32(4, 2), Optional.of(f32(3)))),
            broken("mat_mul C1", "integers", () -> new MatMul(INTEGERS, f32(1, 4, 2))),
            broken("mat_mul C2", "batches of more dimensions", () -> new MatMul(f32(2, 3, 8, 4), f32(2, 4, 2))),
            broken("mat_mul C2", "vectors", () -> new MatMul(VECTOR, VECTOR)),
            broken("mat_mul C2", "batches", () -> new MatMul(f32(3, 8, 4), f32(2, 4, 2))),
            broken("mat_mul C3", "inner extents", () -> new MatMul(MATRIX, f32(3, 2))));
    }

    private static List<Broken> pools() {
        List<Integer> two = List.of(2);
        return List.of(
            broken("pool C1", "integers", () -> pool(INTEGERS, two, ONE, NONE)),
            broken("pool C2", "padding 2 of kernel 2", () -> pool(SEQUENCE, two, ONE, two)),
            broken("pool C3", "maximum that counts padding", () -> new Pool(SEQUENCE, Pool.Kind.MAX, two, ONE, NONE, NONE, true)),
            broken("pool W1", "matrix", () -> pool(MATRIX, two, ONE, NONE)),
            broken("pool W2", "two extents", () -> pool(SEQUENCE, List.of(2, 2), ONE, NONE)),
            broken("pool W2", "stride 0", () -> pool(SEQUENCE, two, NONE, NONE)),
            broken("pool W2", "padding -1", () -> pool(SEQUENCE, two, ONE, List.of(-1))),
            broken("pool W3", "kernel of 9 on 8", () -> pool(SEQUENCE, List.of(9), ONE, NONE)),
            broken("global_pool C1", "integers", () -> new GlobalPool(INTEGERS, Pool.Kind.MAX)),
            broken("global_pool W1", "matrix", () -> new GlobalPool(MATRIX, Pool.Kind.MAX)),
            broken("resize C1", "integers", () -> new Resize(INTEGERS, ONE, Resize.Mode.NEAREST)),
            broken("resize W1", "matrix", () -> new Resize(MATRIX, ONE, Resize.Mode.NEAREST)),
            broken("resize W2", "one size of two", () -> new Resize(IMAGE, ONE, Resize.Mode.NEAREST)),
            broken("resize W2", "size 0", () -> new Resize(SEQUENCE, NONE, Resize.Mode.NEAREST)));
    }

    private static List<Broken> norms() {
        return List.of(
            broken("batch_norm C1", "integers", () -> new BatchNorm(INTEGERS, VECTOR, VECTOR, VECTOR, VECTOR, 1e-3f)),
            broken("batch_norm C2", "vector", () -> new BatchNorm(VECTOR, VECTOR, VECTOR, VECTOR, VECTOR, 1e-3f)),
            broken("batch_norm C2", "mean of 3", () -> new BatchNorm(SEQUENCE, VECTOR, VECTOR, f32(3), VECTOR, 1e-3f)),
            broken("batch_norm C3", "epsilon 0", () -> new BatchNorm(SEQUENCE, VECTOR, VECTOR, VECTOR, VECTOR, 0)),
            broken("layer_norm C1", "scalar", () -> new LayerNorm(f32(), VECTOR, VECTOR, 1e-3f)),
            broken("layer_norm C2", "scale of 3", () -> new LayerNorm(SEQUENCE, f32(3), VECTOR, 1e-3f)),
            broken("layer_norm C3", "epsilon NaN", () -> new LayerNorm(SEQUENCE, VECTOR, VECTOR, Float.NaN)),
            broken("softmax C1", "integers", () -> new Softmax(INTEGERS, 0)),
            broken("softmax C2", "axis 3 of 3", () -> new Softmax(SEQUENCE, 3)),
            broken("softmax C2", "negative axis", () -> new Softmax(SEQUENCE, -1)));
    }

    private static List<Broken> elementWise() {
        return List.of(
            broken("unary C1", "integers", () -> new Unary(INTEGERS, Unary.Kind.RELU)),
            broken("binary C1", "integers", () -> new Binary(SEQUENCE, INTEGERS, Binary.Kind.ADD)),
            broken("unary C1", "not of f32", () -> new Unary(SEQUENCE, Unary.Kind.NOT)),
            broken("unary C1", "negative bool", () -> new Unary(BOOLS, Unary.Kind.NEG)),
            broken("binary C1", "bools", () -> new Binary(BOOLS, BOOLS, Binary.Kind.MAX)),
            broken("binary C2", "3 against 4", () -> new Binary(SEQUENCE, f32(3), Binary.Kind.ADD)),
            broken("binary C3", "integer power", () -> new Binary(INTEGERS, INTEGERS, Binary.Kind.POW)),
            broken("clamp C1", "integers", () -> new Clamp(INTEGERS, 0, 1)),
            broken("clamp C2", "bounds crossed", () -> new Clamp(VECTOR, 1, 0.5f)),
            broken("clamp C2", "bound NaN", () -> new Clamp(VECTOR, Float.NaN, 1)),
            broken("leaky_relu C1", "integers", () -> new LeakyRelu(INTEGERS, 0.1f)),
            broken("leaky_relu C2", "infinite slope", () -> new LeakyRelu(VECTOR, Float.POSITIVE_INFINITY)),
            broken("elu C1", "integers", () -> new Elu(INTEGERS, 1)),
            broken("elu C2", "alpha NaN", () -> new Elu(VECTOR, Float.NaN)));
    }

    private static List<Broken> logic() {
        Value three = new Value(0, new TensorType(DType.BOOL, Shape.of(3)));
        return List.of(
            broken("compare C1", "f32 with i32", () -> new Compare(SEQUENCE, INTEGERS, Compare.Kind.EQUAL)),
            broken("compare C2", "3 against 4", () -> new Compare(SEQUENCE, f32(3), Compare.Kind.LESS)),
            broken("compare C3", "lesser bool", () -> new Compare(BOOLS, BOOLS, Compare.Kind.LESS)),
            broken("logical C1", "integers", () -> new Logical(BOOLS, INTEGERS, Logical.Kind.AND)),
            broken("logical C2", "3 against 4", () -> new Logical(BOOLS, three, Logical.Kind.OR)),
            broken("select C1", "integer condition", () -> new Select(INTEGERS, SEQUENCE, SEQUENCE)),
            broken("select C1", "f32 or i32", () -> new Select(BOOLS, SEQUENCE, INTEGERS)),
            broken("select C2", "condition of 3 on 4", () -> new Select(three, SEQUENCE, SEQUENCE)),
            broken("select C2", "3 or 4", () -> new Select(BOOLS, SEQUENCE, f32(3))));
    }

    private static List<Broken> reductions() {
        return List.of(
            broken("reduce C1", "bools", () -> new Reduce(BOOLS, Reduce.Kind.SUM, ONE, true)),
            broken("reduce C1", "mean of integers", () -> new Reduce(INTEGERS, Reduce.Kind.MEAN, ONE, true)),
            broken("reduce C2", "no axis", () -> new Reduce(SEQUENCE, Reduce.Kind.SUM, List.of(), true)),
            broken("reduce C2", "axis 3 of 3", () -> new Reduce(SEQUENCE, Reduce.Kind.SUM, List.of(3), true)),
            broken("reduce C2", "negative axis", () -> new Reduce(SEQUENCE, Reduce.Kind.SUM, List.of(-1), true)),
            broken("reduce C2", "descending", () -> new Reduce(SEQUENCE, Reduce.Kind.SUM, List.of(2, 1), true)),
            broken("reduce C2", "an axis twice", () -> new Reduce(SEQUENCE, Reduce.Kind.SUM, List.of(1, 1), true)),
            broken("arg_reduce C1", "bools", () -> new ArgReduce(BOOLS, ArgReduce.Kind.MAX, 0, true)),
            broken("arg_reduce C2", "axis 3 of 3", () -> new ArgReduce(SEQUENCE, ArgReduce.Kind.MAX, 3, true)),
            broken("arg_reduce C2", "negative axis", () -> new ArgReduce(SEQUENCE, ArgReduce.Kind.MAX, -1, true)),
            broken("cumulative_sum C1", "bools", () -> new CumulativeSum(BOOLS, 0)),
            broken("cumulative_sum C2", "axis 3 of 3", () -> new CumulativeSum(SEQUENCE, 3)),
            broken("cumulative_sum C2", "negative axis", () -> new CumulativeSum(SEQUENCE, -1)));
    }

    private static List<Broken> recurrences() {
        Value recurrent = f32(1, 2, 6);
        Value weights = f32(1, 4, 6);
        Value recurrent4 = f32(1, 2, 8);
        Value weights4 = f32(1, 4, 8);
        Value state = f32(1, 1, 2);
        return List.of(
            broken("gru C1", "integers", () -> gru(INTEGERS, weights, recurrent, f32(1, 12), state)),
            broken("gru C2", "matrix", () -> gru(MATRIX, weights, recurrent, f32(1, 12), state)),
            broken("gru C3", "7 columns of 2", () -> gru(SEQUENCE, weights, f32(1, 2, 7), f32(1, 12), state)),
            broken("gru C3", "two directions", () -> gru(SEQUENCE, weights, f32(2, 2, 6), f32(1, 12), state)),
            broken("gru C3", "no directions", () -> gru(SEQUENCE, weights, f32(2, 6), f32(1, 12), state)),
            broken("gru C4", "5 channels", () -> gru(SEQUENCE, f32(1, 5, 6), recurrent, f32(1, 12), state)),
            broken("gru C5", "half a bias", () -> gru(SEQUENCE, weights, recurrent, f32(1, 6), state)),
            broken("gru C6", "state of 3", () -> gru(SEQUENCE, weights, recurrent, f32(1, 12), f32(1, 1, 3))),
            broken("lstm C1", "integers", () -> lstm(INTEGERS, weights4, recurrent4, f32(1, 16), state)),
            broken("lstm C2", "matrix", () -> lstm(MATRIX, weights4, recurrent4, f32(1, 16), state)),
            broken("lstm C3", "gates of gru", () -> lstm(SEQUENCE, weights4, recurrent, f32(1, 16), state)),
            broken("lstm C4", "gates of gru", () -> lstm(SEQUENCE, weights, recurrent4, f32(1, 16), state)),
            broken("lstm C5", "half a bias", () -> lstm(SEQUENCE, weights4, recurrent4, f32(1, 8), state)),
            broken("lstm C6", "cell of two samples", () -> lstm(SEQUENCE, weights4, recurrent4, f32(1, 16), f32(2, 1, 2))));
    }

    private static Gru gru(Value input, Value weights, Value recurrent, Value bias, Value initial) {
        return new Gru(input, weights, recurrent, Optional.of(bias), Optional.of(initial), Recurrence.Direction.FORWARD, false,
            Gru.Result.STATES);
    }

    private static Lstm lstm(Value input, Value weights, Value recurrent, Value bias, Value cell) {
        return new Lstm(input, weights, recurrent, Optional.of(bias), Optional.empty(), Optional.of(cell), Recurrence.Direction.REVERSE,
            Lstm.Result.LAST_CELL);
    }

    private static List<Broken> conversions() {
        Value scale = f32();
        Value zero = new Value(0, new TensorType(DType.I8, Shape.of()));
        Value zeros = new Value(0, new TensorType(DType.I8, Shape.of(4)));
        Value bytes = new Value(0, new TensorType(DType.I8, Shape.of(3, 4)));
        return List.of(
            broken("quantize C1", "integers", () -> new Quantize(INTEGERS, scale, zero, 0)),
            broken("quantize C1", "scale of another type", () -> new Quantize(MATRIX, new Value(0,
                new TensorType(DType.F16, Shape.of())), zero, 0)),
            broken("quantize C1", "32 bits", () -> new Quantize(MATRIX, scale, integers(), 0)),
            broken("quantize C2", "one scale, four zero points", () -> new Quantize(MATRIX, scale, zeros, 1)),
            broken("quantize C2", "four scales on an axis of 3", () -> new Quantize(MATRIX, VECTOR, zeros, 0)),
            broken("quantize C3", "axis 2 of 2", () -> new Quantize(MATRIX, VECTOR, zeros, 2)),
            broken("quantize C3", "axis -1", () -> new Quantize(MATRIX, VECTOR, zeros, -1)),
            broken("quantize C3", "axis of one scale", () -> new Quantize(MATRIX, scale, zero, 1)),
            broken("dequantize C1", "real numbers", () -> new Dequantize(MATRIX, scale, zero, 0)),
            broken("dequantize C1", "zero point of another type", () -> new Dequantize(bytes, scale, integers(), 0)),
            broken("dequantize C2", "four scales, one zero point", () -> new Dequantize(bytes, VECTOR, zero, 1)),
            broken("dequantize C2", "matrix of scales", () -> new Dequantize(bytes, MATRIX, bytes, 1)),
            broken("dequantize C3", "axis 2 of 2", () -> new Dequantize(bytes, VECTOR, zeros, 2)));
    }

    private static List<Broken> movements() {
        List<Integer> zeros = List.of(0, 0);
        List<Integer> ones = List.of(1, 1);
        return List.of(
            broken("concat C1", "nothing", () -> new Concat(List.of(), 0)),
            broken("concat C1", "ranks", () -> new Concat(List.of(SEQUENCE, MATRIX), 0)),
            broken("concat C1", "element types", () -> new Concat(List.of(SEQUENCE, INTEGERS), 0)),
            broken("concat C2", "axis 2 of 2", () -> new Concat(List.of(MATRIX), 2)),
            broken("concat C3", "3 against 4 rows", () -> new Concat(List.of(MATRIX, f32(4, 4)), 1)),
            broken("pad C1", "half an integer", () -> new Pad(INTEGERS, List.of(0, 0, 0), List.of(0, 0, 0), 0.5f)),
            broken("pad C2", "one amount of two", () -> new Pad(MATRIX, NONE, zeros, 0)),
            broken("pad C2", "-1", () -> new Pad(MATRIX, zeros, List.of(0, -1), 0)),
            broken("pad C3", "scalar", () -> new Pad(f32(), List.of(), List.of(), 0)),
            broken("reshape C1", "13 of 12", () -> new Reshape(MATRIX, List.of(13))),
            broken("transpose C1", "axis twice", () -> new Transpose(MATRIX, List.of(0, 0))),
            broken("transpose C1", "one axis of two", () -> new Transpose(MATRIX, NONE)),
            broken("slice C1", "one step of two", () -> new Slice(MATRIX, zeros, ones, ONE)),
            broken("slice C2", "start at end", () -> new Slice(MATRIX, ones, ones, ones)),
            broken("slice C2", "beyond the extent", () -> new Slice(MATRIX, zeros, List.of(1, 5), ones)),
            broken("slice C2", "step 0", () -> new Slice(MATRIX, zeros, ones, zeros)),
            broken("slice C3", "scalar", () -> new Slice(f32(), List.of(), List.of(), List.of())),
            broken("gather C1", "f32 indices", () -> new Gather(MATRIX, VECTOR, 0)),
            broken("gather C2", "axis 2 of 2", () -> new Gather(MATRIX, INTEGERS, 2)),
            broken("gather C2", "negative axis", () -> new Gather(MATRIX, INTEGERS, -1)),
            broken("broadcast C1", "fewer dimensions", () -> new Broadcast(MATRIX, List.of(4))),
            broken("broadcast C1", "extent of 3 to 6", () -> new Broadcast(MATRIX, List.of(6, 4))),
            broken("broadcast C1", "extent of 4 to 1", () -> new Broadcast(MATRIX, List.of(3, 1))));
    }

    /** Results that no int can count are refused where the operator is built. */
    @Test
    void refusesResultsThatAreTooLarge() {
        int huge = Integer.MAX_VALUE;
        Value long1 = f32(1, 1 << 30, 1);
        List<Executable> builds = new ArrayList<>(List.of(
            () -> new Pad(VECTOR, List.of(huge), List.of(huge), 0),
            () -> new Concat(List.of(long1, long1, long1, long1, long1), 1),
            () -> new Resize(SEQUENCE, List.of(huge), Resize.Mode.LINEAR),
            () -> new Dense(long1, f32(1, 2), Optional.empty()),
            () -> new MatMul(long1, f32(1, 1, 2)),
            () -> new Binary(f32(1 << 16, 1), f32(1 << 16), Binary.Kind.ADD),
            () -> new Compare(f32(1 << 16, 1), f32(1 << 16), Compare.Kind.EQUAL),
            () -> new Gather(long1, integers(8), 0),
            () -> new Broadcast(VECTOR, List.of(huge, 4)),
            () -> convolution(SEQUENCE, f32(1, 4, 1 << 29), Optional.empty()),
            () -> new Convolution(f32(1, 3, 1), f32(1, 1, 1), Optional.empty(), ONE, List.of(huge), List.of(huge), ONE, 1)));
        builds.forEach(build -> {
            String message = assertThrows(IllTyped.class, build).getMessage();
            assertTrue(message.startsWith("shape T3: "), message);
        });
    }

    @Test
    void largeStepsTakeTheFirstElement() {
        Slice slice = new Slice(MATRIX, List.of(0, 1), List.of(3, 4), List.of(Integer.MAX_VALUE, 2));
        assertEquals(TensorType.f32(1, 2), slice.type());
    }

    private static Convolution convolution(Value input, Value filter, Optional<Value> bias) {
        return new Convolution(input, filter, bias, ONE, NONE, NONE, ONE, 1);
    }

    private static Convolution grouped(int groups, Value filter) {
        return new Convolution(SEQUENCE, filter, Optional.empty(), ONE, NONE, NONE, ONE, groups);
    }

    private static Convolution slid(Value filter, List<Integer> strides, List<Integer> padBefore, List<Integer> dilations) {
        return new Convolution(SEQUENCE, filter, Optional.empty(), strides, padBefore, NONE, dilations, 1);
    }

    private static Pool pool(Value input, List<Integer> kernel, List<Integer> strides, List<Integer> padBefore) {
        return new Pool(input, Pool.Kind.AVERAGE, kernel, strides, padBefore, NONE, false);
    }

    private static Broken broken(String constraint, String why, Executable build) {
        return new Broken(constraint, why, build);
    }

    private static Value f32(int... dims) {
        return new Value(0, TensorType.f32(dims));
    }

    private static Value integers(int... dims) {
        return new Value(0, new TensorType(DType.I32, Shape.of(dims)));
    }
}
