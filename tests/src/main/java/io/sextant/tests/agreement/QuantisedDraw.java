package io.sextant.tests.agreement;

import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.QuantizedRules;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A graph of one quantised operator in the making, drawn at random: a function of its seed. */
final class QuantisedDraw {
    private static final double EXTREME_INPUTS = 0.15;
    private static final double CLAMPED = 0.5;
    /** How many results are of so fine a scale that most saturate, and factors shift to the left. */
    private static final double FINE = 0.05;
    private static final float FINE_RATIO = 0.02f;

    private final SplittableRandom random;
    private final GraphBuilder graph = new GraphBuilder("case");
    private final Map<Integer, Tensor> data = new HashMap<>();
    private final List<Tensor> inputs = new ArrayList<>();

    QuantisedDraw(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Least and most inclusive. */
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    @SafeVarargs
    final <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** A number of channels: up to {@code usual}, or as many as whole vectors of kernels take. */
    int channels(int least, int usual) {
        return chance(0.15) ? oneOf(16, 32, 48, 64, 96) : between(least, usual);
    }

    List<Integer> several(int count, int least, int most) {
        return IntStream.range(0, count).map(i -> between(least, most)).boxed().toList();
    }

    /** Between the bounds, on a logarithmic scale. */
    float scale(double least, double most) {
        return (float) Math.exp(Math.log(least) + random.nextDouble() * (Math.log(most) - Math.log(least)));
    }

    Quantisation scheme() {
        int zero = chance(0.2) ? oneOf(-128, 0, 127) : between(-128, 127);
        return Quantisation.perTensor(scale(1e-3, 0.5), zero);
    }

    /** An activation of (1 to 2, spatial..., channels). */
    Shape image(int spatialRank, int most, int channels) {
        List<Integer> dims = new ArrayList<>(several(spatialRank, 1, most));
        dims.add(0, between(1, 2));
        dims.add(channels);
        return new Shape(dims);
    }

    Shape shape(int rank, int most) {
        return new Shape(several(rank, 1, most));
    }

    Value input(Shape shape) {
        return input(new TensorType(DType.I8, shape).quantised(scheme()));
    }

    Value input(TensorType type) {
        Value value = graph.input("input" + inputs.size(), type);
        Tensor tensor = tensor(type);
        inputs.add(tensor);
        data.put(value.id(), tensor);
        return value;
    }

    Value constant(Tensor tensor) {
        Value value = graph.constant(tensor);
        data.put(value.id(), tensor);
        return value;
    }

    private Tensor tensor(TensorType type) {
        if (type.dtype().isFloating()) {
            return Tensor.random(type, random.nextLong(), scale(0.01, 100));
        }
        boolean extreme = chance(EXTREME_INPUTS);
        int least = (int) type.dtype().least();
        int greatest = (int) type.dtype().greatest();
        int[] values = IntStream.range(0, type.elements()).map(i -> extreme ? oneOf(least, greatest) : between(least, greatest)).toArray();
        return Tensor.ofInts(type, values);
    }

    /** Weights with a scale per output channel, or one. */
    Value weights(Shape shape) {
        int channels = shape.last();
        Quantisation scheme = chance(0.75) ? Quantisation.perAxis(IntStream.range(0, channels).mapToObj(c -> scale(1e-4, 0.1)).toList(),
            shape.rank() - 1) : Quantisation.perTensor(scale(1e-4, 0.1), 0);
        return weights(shape, scheme);
    }

    Value weights(Shape shape, Quantisation scheme) {
        int[] values = IntStream.range(0, shape.elements()).map(i -> between(-127, 127)).toArray();
        return constant(Tensor.ofInts(new TensorType(DType.I8, shape).quantised(scheme), values));
    }

    Value bias(Value input, Value weights) {
        int channels = weights.type().shape().last();
        TensorType type = new TensorType(DType.I32, Shape.of(channels)).quantised(Quantisation.ofBias(input.type().scheme(),
            weights.type().scheme()));
        int most = chance(0.1) ? 1 << 22 : 1 << 12;
        return constant(Tensor.ofInts(type, IntStream.range(0, channels).map(c -> between(-most, most)).toArray()));
    }

    /** The operator on {@code operands}, its result quantised so that it fills its range, more or less, and perhaps clamped. */
    QuantisedCase quantised(List<Value> operands, Function<List<Value>, Op> real) {
        Op op = real.apply(operands.stream().map(Quantized::standIn).toList());
        Quantisation result = QuantizedRules.fixedResult(op, DType.I8)
            .orElseGet(() -> QuantizedRules.keepsQuantisation(op) ? operands.get(0).type().scheme() : fitting(op, operands.get(0)));
        Quantized quantized = Quantized.of(op, operands, DType.I8, result, Rounding.TFLITE);
        return done(chance(CLAMPED) ? clamped(quantized) : quantized);
    }

    private Quantisation fitting(Op op, Value operand) {
        float[] values = Interpreter.evaluate(op, value -> Interpreter.real(data.get(value.id()))).floats();
        float least = 0;
        float greatest = 1e-6f;
        for (float value : values) {
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        float above = QuantizedRules.scaleAbove(op, operand.type().scheme().scale());
        float scale = Math.max((greatest - least) / 255 * scale(0.3, 3) * (chance(FINE) ? FINE_RATIO : 1), Math.nextUp(above));
        int zero = Math.max(-128, Math.min(127, Math.round(-128 - least / scale)));
        return Quantisation.perTensor(scale, chance(0.2) ? between(-128, 127) : zero);
    }

    /** By an activation that TFLite fuses, or by any bounds. */
    private Quantized clamped(Quantized op) {
        int zero = op.result().zeroPoint();
        int low = between(-128, 127);
        return switch (between(0, 3)) {
            case 0 -> op.clamped(zero, 127);
            case 1 -> op.clamped(zero, integer(6, op.result()));
            case 2 -> op.clamped(integer(-1, op.result()), integer(1, op.result()));
            default -> op.clamped(low, between(low, 127));
        };
    }

    private static int integer(double real, Quantisation scheme) {
        return (int) Math.max(-128, Math.min(127, scheme.zeroPoint() + Math.rint(real / scheme.scale())));
    }

    /** The graph of {@code op} alone. */
    QuantisedCase done(Op op) {
        return new QuantisedCase(graph.output("output", graph.add(op)).build(), inputs);
    }
}
