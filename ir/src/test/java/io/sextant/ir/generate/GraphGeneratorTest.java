package io.sextant.ir.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.graph.Port;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.OpSchema;
import io.sextant.ir.text.GraphText;
import io.sextant.ir.type.DType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GraphGeneratorTest {
    private static final int NODES = 12;
    private static final List<Sample> SAMPLES = IntStream.range(0, 800).mapToObj(seed -> GraphGenerator.sample(seed, NODES)).toList();

    private static Stream<Op> ops() {
        return SAMPLES.stream().flatMap(sample -> sample.graph().nodes().stream()).map(Node::op);
    }

    /** An operator that fails here needs a proposal (see {@link Proposals}): what its schema says is not enough to draw it. */
    @Test
    void everyOperatorIsGenerated() {
        Set<String> missing = new TreeSet<>(OpSchema.all().stream().map(OpSchema::mnemonic).toList());
        ops().map(Op::mnemonic).forEach(missing::remove);
        assertEquals(Set.of(), missing, "operators in none of " + SAMPLES.size() + " graphs");
    }

    @Test
    void everyKindOfAnOperatorIsGenerated() {
        Set<String> missing = new TreeSet<>();
        for (OpSchema schema : OpSchema.all()) {
            for (OpSchema.Part part : schema.parts()) {
                if (part.attributeType().isEnum() && part.attributeType() != DType.class) {
                    Stream.of(part.attributeType().getEnumConstants()).forEach(constant -> missing.add(schema.mnemonic() + " " + constant));
                }
            }
        }
        ops().forEach(op -> OpSchema.of(op.getClass()).components(op).forEach(component -> missing.remove(op.mnemonic() + " " + component)));
        assertEquals(Set.of(), missing, "kinds in none of " + SAMPLES.size() + " graphs");
    }

    @Test
    void aGraphIsAFunctionOfItsSeed() {
        for (int seed = 0; seed < 20; seed++) {
            assertEquals(GraphText.print(SAMPLES.get(seed).graph()), GraphText.print(GraphGenerator.sample(seed, NODES).graph()));
        }
        assertEquals(20, distinct(sample -> GraphText.print(sample.graph())).stream().limit(20).count());
    }

    private static Set<String> distinct(Function<Sample, String> feature) {
        return SAMPLES.stream().map(feature).collect(Collectors.toSet());
    }

    @Test
    void graphsHaveAllShapesThatGraphsMayHave() {
        assertSome("two inputs", graph -> graph.inputs().size() > 1);
        assertSome("two outputs", graph -> graph.outputs().size() > 1);
        assertSome("a shared result", graph -> graph.nodes().stream().anyMatch(node -> graph.consumers()
            .getOrDefault(node.result(), List.of()).size() > 1));
        assertSome("an output that is used inside", graph -> graph.outputs().stream().map(Port::value)
            .anyMatch(graph.consumers()::containsKey));
        assertSome("an operator on constants alone", graph -> graph.nodes().stream()
            .anyMatch(node -> node.op().operands().stream().allMatch(graph::isConstant)));
        assertSome("a weight that is no constant", graph -> graph.nodes().stream().anyMatch(node -> node.op().mnemonic().equals("dense")
            && !graph.isConstant(node.op().operands().get(1))));
        assertSome("a value that is an output twice",
            graph -> new HashSet<>(graph.outputs().stream().map(Port::value).toList()).size() < graph.outputs().size());
        for (int rank = 0; rank <= 5; rank++) {
            int wanted = rank;
            assertSome("a result of rank " + rank, graph -> graph.nodes().stream().anyMatch(node -> node.result().type().rank() == wanted));
        }
        Set<DType> types = EnumSet.noneOf(DType.class);
        ops().forEach(op -> types.add(op.type().dtype()));
        assertEquals(EnumSet.allOf(DType.class), types, "element types of results");
    }

    private static void assertSome(String what, Predicate<Graph> has) {
        assertTrue(SAMPLES.stream().map(Sample::graph).anyMatch(has), "no graph has " + what);
    }

    @Test
    void mostValuesAreNumbersOfUsualSize() {
        List<Double> magnitudes = new ArrayList<>();
        SAMPLES.forEach(sample -> sample.inputs().stream().filter(input -> !input.type().isQuantised())
            .forEach(input -> magnitudes.add(Numbers.magnitude(input))));
        assertTrue(magnitudes.stream().allMatch(magnitude -> magnitude <= 256), magnitudes::toString);
    }
}
