package io.sextant.codegen.c.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.codegen.c.family.Families;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Select;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import io.sextant.kernel.Isa;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubjectTest {
    @Test
    void masksHideNoRowAsAWhole() {
        GraphBuilder builder = new GraphBuilder("attention");
        Value scores = builder.add(new MatMul(builder.input("q", TensorType.f32(4, 8)), builder.input("k", TensorType.f32(8, 6))));
        Value hidden = builder.constant(Tensor.filled(TensorType.f32(), Float.NEGATIVE_INFINITY));
        Value kept = builder.add(new Select(builder.input("mask", new TensorType(DType.BOOL, Shape.of(4, 6))), scores, hidden));
        Graph graph = builder.output("y", builder.add(new MatMul(builder.add(new Softmax(kept, 1)), builder.input("v", TensorType.f32(6, 5)))))
            .build();
        List<PlacedKernel> kernels = Kernels.of(graph, Families.FUSION);
        assertEquals(1, kernels.size());
        float[] expected = Subject.of(kernels.get(0), List.of(), Isa.X86_64).expected().floats();
        for (float value : expected) {
            assertTrue(Float.isFinite(value));
        }
    }
}
