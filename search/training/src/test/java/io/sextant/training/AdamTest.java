package io.sextant.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdamTest {
    @Test
    void followsThePublishedAlgorithm() {
        GraphBuilder builder = new GraphBuilder("dense");
        Value input = builder.input("x", TensorType.f32(1, 2));
        Value weights = builder.constant(Tensor.of(TensorType.f32(2, 1), 0.5f, -1));
        Value bias = builder.constant(Tensor.of(TensorType.f32(1), 2));
        Graph graph = builder.output("y", builder.add(new Dense(input, weights, Optional.of(bias)))).build();
        double[] expected = {0.5, -1, 2};
        double[][] moments = new double[2][3];
        float[] after = Torch.scoped(() -> {
            Parameters parameters = new Parameters(graph);
            Adam adam = new Adam(parameters, 0.1);
            for (int step = 1; step <= 3; step++) {
                float[] gradient = {step, -0.5f, 0.25f * step};
                parameters.gradient().copy_(Torch.tensor(gradient, 3));
                adam.step(0.01);
                reference(expected, moments, gradient, step);
            }
            return Torch.floats(parameters.flat());
        });
        assertArrayEquals(new float[] {(float) expected[0], (float) expected[1], (float) expected[2]}, after, 1e-6f);
    }

    /** Decay 0.1 of the two weights alone, rate 0.01. */
    private static void reference(double[] parameters, double[][] moments, float[] gradient, int step) {
        for (int i = 0; i < 3; i++) {
            parameters[i] *= i < 2 ? 1 - 0.01 * 0.1 : 1;
            moments[0][i] = 0.9 * moments[0][i] + 0.1 * gradient[i];
            moments[1][i] = 0.999 * moments[1][i] + 0.001 * gradient[i] * gradient[i];
            double mean = moments[0][i] / (1 - Math.pow(0.9, step));
            double variance = moments[1][i] / (1 - Math.pow(0.999, step));
            parameters[i] -= 0.01 * mean / (Math.sqrt(variance) + 1e-8);
        }
    }

    @Test
    void theRateRisesToItsPeakAndFallsToZero() {
        Recipe recipe = new Recipe(100, 0.02, 0.25, 0, 0);
        assertEquals(0.02 / 11, recipe.rate(0, 40), 1e-12);
        assertEquals(0.02, recipe.rate(10, 40), 1e-12);
        assertEquals(0.01, recipe.rate(25, 40), 1e-12);
        assertEquals(0, recipe.rate(40, 40), 1e-12);
    }
}
