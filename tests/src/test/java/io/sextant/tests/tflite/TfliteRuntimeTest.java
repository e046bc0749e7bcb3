package io.sextant.tests.tflite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tflite.schema.TfliteModelBuilder;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.lite.schema.AddOptionsT;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;

/** TFLite itself, as the other tests here use it. */
class TfliteRuntimeTest {
    private static final TensorType PAIR = TensorType.f32(1, 2);

    @ParameterizedTest
    @EnumSource(TfliteRuntime.Kernels.class)
    void givesOutputsAndWhatLiesBetween(TfliteRuntime.Kernels kernels) {
        TfliteRun run = TfliteRuntime.run(sumOfThree(), List.of(Tensor.of(PAIR, 1, 2), Tensor.of(PAIR, 10, 20)), kernels);
        assertArrayEquals(new float[] {111, 222}, run.outputs().get(0).floats());
        assertArrayEquals(new float[] {11, 22}, run.tensor("sum").floats());
        assertArrayEquals(new float[] {100, 200}, run.tensor("weights").floats());
        assertEquals(PAIR, run.outputs().get(0).type());
    }

    @Test
    void computesIntegersAsTfliteDoes() {
        TensorType type = new TensorType(DType.I8, Shape.of(1, 2));
        TfliteModelBuilder model = new TfliteModelBuilder("halves");
        int left = model.input("left", type.quantised(Quantisation.perTensor(0.5f, 0)));
        int right = model.input("right", type.quantised(Quantisation.perTensor(0.25f, 1)));
        int sum = model.tensor("sum", type.quantised(Quantisation.perTensor(1, 2)));
        model.operator(BuiltinOperator.ADD, 2, BuiltinOptions.AddOptions, new AddOptionsT(), new int[] {left, right}, sum).output(sum);
        TfliteRun run = TfliteRuntime.run(model.build(), List.of(Tensor.ofInts(type, 10, 127), Tensor.ofInts(type, 9, 127)));
        assertArrayEquals(new int[] {9, 97}, run.outputs().get(0).ints());
    }

    @Test
    void saysWhyTfliteRefuses() {
        TfliteModelBuilder model = new TfliteModelBuilder("uneven");
        int left = model.input("left", PAIR);
        int right = model.input("right", TensorType.f32(1, 3));
        int sum = model.tensor("sum", PAIR);
        model.operator(BuiltinOperator.ADD, BuiltinOptions.AddOptions, new AddOptionsT(), new int[] {left, right}, sum).output(sum);
        TfliteFailure failure = assertThrows(TfliteFailure.class, () -> TfliteRuntime.run(model.build(),
            List.of(Tensor.zeros(PAIR), Tensor.zeros(TensorType.f32(1, 3)))));
        assertTrue(failure.getMessage().contains("broadcastable"), failure.getMessage());
    }

    @Test
    void aCrashCostsOneRun() {
        List<Tensor> inputs = List.of(Tensor.of(PAIR, 1, 2), Tensor.of(PAIR, 10, 20));
        TfliteRuntime.run(sumOfThree(), inputs);
        TfliteRuntime.kill();
        assertThrows(TfliteFailure.class, () -> TfliteRuntime.run(sumOfThree(), inputs));
        assertArrayEquals(new float[] {111, 222}, TfliteRuntime.run(sumOfThree(), inputs).outputs().get(0).floats());
    }

    private static byte[] sumOfThree() {
        TfliteModelBuilder model = new TfliteModelBuilder("sums");
        int left = model.input("left", PAIR);
        int right = model.input("right", PAIR);
        int weights = model.constant("weights", Tensor.of(PAIR, 100, 200));
        int sum = model.tensor("sum", PAIR);
        int total = model.tensor("total", PAIR);
        model.operator(BuiltinOperator.ADD, BuiltinOptions.AddOptions, new AddOptionsT(), new int[] {left, right}, sum);
        model.operator(BuiltinOperator.ADD, BuiltinOptions.AddOptions, new AddOptionsT(), new int[] {sum, weights}, total);
        return model.output(total).build();
    }
}
