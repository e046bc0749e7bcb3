package io.sextant.search.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.Kernel;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.onnx.OnnxExport;
import io.sextant.ir.onnx.OnnxImport;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Requantize;
import io.sextant.ir.quantize.Precision;
import io.sextant.ir.quantity.Metric;
import io.sextant.ir.rewrite.FunctionalHash;
import io.sextant.ir.type.DType;
import io.sextant.search.space.ChainPrecision;
import io.sextant.search.space.Genotype;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.space.SpaceFile;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Spaces whose blocks choose between real numbers and integers. */
class MixedPrecisionTest {
    private static final SearchSpace SPACE = MixedSpaces.fused();
    /** None, and what ONNX Runtime joins in networks over images and over sequences. */
    private static final List<Fusion> FUSIONS = List.of(Fusion.NONE,
        Fusion.parse("convolution > batch_norm > binary(add) > unary(relu, relu6, sigmoid, tanh, hard_sigmoid)",
            "dense > unary(relu, sigmoid, tanh, hard_sigmoid)"),
        Fusion.parse("convolution > batch_norm > unary(relu, relu6, sigmoid, tanh, hard_sigmoid)",
            "dense > unary(relu, sigmoid, tanh, hard_sigmoid)"));

    static Stream<Arguments> spacesAndFusions() {
        return MixedSpaces.all().flatMap(space -> FUSIONS.stream().map(fusion -> Arguments.of(space, fusion)));
    }

    static Stream<SearchSpace> spaces() {
        return MixedSpaces.all();
    }

    private static Stream<Genotype> all() {
        return IntStream.range(0, SPACE.size().intValue()).mapToObj(i -> SPACE.at(BigInteger.valueOf(i)));
    }

    private static List<Op> ops(Genotype genotype) {
        return SPACE.deployed(genotype).nodes().stream().map(node -> node.op()).toList();
    }

    @ParameterizedTest
    @MethodSource("spacesAndFusions")
    void partsHaveTheKernelsOfNetworks(SearchSpace space, Fusion fusion) {
        KernelTable table = KernelTable.of(space, fusion);
        Set<Kernel> known = SpaceKernels.of(space, fusion).keySet();
        MixedSpaces.some(space).forEach(genotype -> {
            List<Kernel> expected = Kernels.of(space.deployed(genotype), fusion).stream().map(PlacedKernel::kernel).toList();
            assertEquals(expected, table.kernels(genotype), space.describe(genotype));
            assertTrue(known.containsAll(expected), space.describe(genotype));
        });
    }

    @Test
    void aSpaceHasNoKernelsButThoseOfItsNetworks() {
        for (Fusion fusion : FUSIONS) {
            Set<Kernel> seen = all().flatMap(genotype -> Kernels.of(SPACE.deployed(genotype), fusion).stream()).map(PlacedKernel::kernel)
                .collect(Collectors.toSet());
            assertEquals(seen, SpaceKernels.of(SPACE, fusion).keySet());
        }
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void costsAreThoseOfTheIntegers(SearchSpace space) {
        CostTable table = CostTable.of(space, Map.of(Metric.PARAMS, Additive.parameters(),
            Metric.MACS, Additive.macs()));
        MixedSpaces.some(space).forEach(genotype -> {
            GraphCost cost = GraphCost.of(space.deployed(genotype));
            assertEquals(cost.parameters(), table.cost(Metric.PARAMS, genotype), space.describe(genotype));
            assertEquals(cost.macs(), table.cost(Metric.MACS, genotype), space.describe(genotype));
        });
    }

    @Test
    void aNetworkIsNoDuplicateOfOneInOtherPrecision() {
        assertEquals(SPACE.size().intValue(), all().map(SPACE::identity).distinct().count());
    }

    @Test
    void integersAreWhereTheyWereChosen() {
        Genotype real = find("k3e1 | k3e1");
        Genotype integers = find("k3e1+i8 | k3e1+i8");
        assertEquals(2, conversions(integers), "to integers behind the input, to real numbers before the head");
        assertTrue(ops(real).stream().filter(Quantized.class::isInstance).count() == 1, "the stem alone: " + ops(real));
        assertTrue(weightBytes(integers) < weightBytes(real) / 2);
    }

    private static long conversions(Genotype genotype) {
        return ops(genotype).stream().filter(Requantize.class::isInstance).count();
    }

    private static long weightBytes(Genotype genotype) {
        return SPACE.deployed(genotype).constants().keySet().stream().mapToLong(value -> value.type().bytes()).sum();
    }

    private static Genotype find(String words) {
        return all().filter(genotype -> SPACE.describe(genotype).endsWith("w1 | " + words)).findFirst().orElseThrow(() ->
            new AssertionError(all().map(SPACE::describe).toList().toString()));
    }

    @Test
    void thePlanOfATrainedNetworkNamesItsRealOperators() {
        Genotype genotype = find("k3e1 k3e2+se+i8 | k3e1");
        Graph network = SPACE.lower(genotype, 7);
        ChainPrecision precision = SPACE.precision(genotype);
        assertEquals(List.of(Precision.I8, Precision.F32, Precision.I8, Precision.F32, Precision.F32),
            precision.segments().stream().map(ChainPrecision.Segment::precision).toList());
        ChainPrecision.Planned planned = precision.planned(network, SearchSpace.ROUNDING);
        assertTrue(planned.graph().nodes().stream().allMatch(node -> node.result().type().dtype() == DType.F32));
        assertTrue(planned.plan().real().size() > 4);
    }

    /** A run that is resumed has its finished networks from files. */
    @ParameterizedTest
    @MethodSource("spaces")
    void aNetworkThatWasKeptInAFileHasTheSamePlan(SearchSpace space, @TempDir Path folder) {
        MixedSpaces.some(space).forEach(genotype -> {
            Graph network = space.lower(genotype, 7);
            OnnxExport.write(network, folder.resolve("kept.onnx"));
            Graph kept = OnnxImport.read(folder.resolve("kept.onnx"));
            ChainPrecision precision = space.precision(genotype);
            assertEquals(FunctionalHash.structure(precision.nominal(network, SearchSpace.ROUNDING)),
                FunctionalHash.structure(precision.nominal(kept, SearchSpace.ROUNDING)), space.describe(genotype));
        });
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void everyDeclarationReadsBackTheSame(SearchSpace space) {
        assertEquals(space.declaration(), SpaceFile.parse(space.declaration(), "again.yaml").declaration());
    }

    @Test
    void theDeclarationHasThePrecisions() {
        assertTrue(SPACE.declaration().contains("precision: [f32, i8]"), SPACE.declaration());
    }
}
