package io.sextant.search.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.search.space.Genotype;
import io.sextant.search.space.SampleSpaces;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.space.Spaces;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KernelTableTest {
    static Stream<SearchSpace> spaces() {
        return SampleSpaces.all();
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void aRandomNetworkHasTheKernelsThatLoweringItGivesInTheirOrder(SearchSpace space) {
        for (Fusion fusion : List.of(Fusion.NONE, SpaceKernelsTest.IMAGES)) {
            KernelTable table = KernelTable.of(space, fusion);
            SplittableRandom random = new SplittableRandom(11);
            for (int i = 0; i < 100; i++) {
                Genotype genotype = space.sample(random);
                assertEquals(Kernels.of(space.lower(genotype, 0), fusion).stream().map(PlacedKernel::kernel).toList(),
                    table.kernels(genotype), () -> space.name() + " " + genotype + " under '" + fusion + "'");
            }
        }
    }

    @Test
    void refusesAFusionThatCouldJoinKernelsAcrossParts() {
        Fusion crossing = Fusion.parse("batch_norm > convolution");
        assertThrows(IllegalArgumentException.class, () -> KernelTable.of(Spaces.named("mnist1d"), crossing));
    }
}
