package io.sextant.codegen.c.network;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.codegen.c.family.Families;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InPlaceTest {
    private static final int RESULT = 1024;
    private static final int BYTES = 4 * 8 * 4;
    private final GraphBuilder graph = new GraphBuilder("net");
    private final Value x = graph.input("x", TensorType.f32(4, 16));
    private final Value residual = graph.input("r", TensorType.f32(4, 8));

    private PlacedKernel dense() {
        Value weights = graph.constant(Tensor.random(TensorType.f32(16, 8), 1, 1));
        return only(graph.add(new Binary(graph.add(new Dense(x, weights, Optional.empty())), residual, Binary.Kind.ADD)));
    }

    private PlacedKernel only(Value output) {
        List<PlacedKernel> kernels = Kernels.of(graph.output("y", output).build(), Families.FUSION);
        assertEquals(1, kernels.size());
        return kernels.get(0);
    }

    private void require(PlacedKernel kernel, long residualAt) {
        InPlace.require(kernel, Map.of(x, 0L, residual, residualAt, kernel.result(), (long) RESULT)::get);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, BYTES, -BYTES})
    void anOperandInTheResultsPlaceOrApart(int distance) {
        assertDoesNotThrow(() -> require(dense(), RESULT + distance));
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 4 - BYTES, BYTES - 4})
    void anOperandThatBeginsElsewhereWithinTheResultIsRefused(int distance) {
        String message = assertThrows(IllegalStateException.class, () -> require(dense(), RESULT + distance)).getMessage();
        assertTrue(message.endsWith("they overlap, and do not begin together"), message);
    }

    @Test
    void elementWiseKernelsGoAfterTheirOperand() {
        PlacedKernel sum = only(graph.add(new Binary(residual, residual, Binary.Kind.MUL)));
        assertDoesNotThrow(() -> require(sum, RESULT + 64));
    }
}
