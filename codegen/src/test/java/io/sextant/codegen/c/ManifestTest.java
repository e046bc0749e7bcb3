package io.sextant.codegen.c;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.codegen.c.family.Families;
import io.sextant.codegen.c.family.Manifest;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.kernel.PlacedKernel;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ManifestTest {
    private static final Fusion ANY_SIZE = Families.fusion(1);

    @ParameterizedTest
    @EnumSource(Manifest.class)
    void randomKernelsAreOfTheirLine(Manifest line) {
        for (PlacedKernel kernel : Kernels.of(RandomKernels.of(line, 0, 20), ANY_SIZE)) {
            assertEquals(Optional.of(line), Manifest.of(kernel), kernel::toString);
        }
    }

    @ParameterizedTest
    @EnumSource(Manifest.class)
    void typicalKernelsAreOfTheirLine(Manifest line) {
        assertTrue(line.typical().size() > 0);
        for (Graph graph : line.typical()) {
            List<PlacedKernel> kernels = Kernels.of(graph, ANY_SIZE);
            assertEquals(1, kernels.size(), graph::name);
            assertEquals(Optional.of(line), Manifest.of(kernels.get(0)), graph::name);
        }
    }

    @Test
    void tableHasARowForEachLine() {
        assertEquals(Manifest.values().length, Manifest.table().lines().count());
    }
}
