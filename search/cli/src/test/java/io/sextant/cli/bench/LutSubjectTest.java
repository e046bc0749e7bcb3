package io.sextant.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.Kernel;
import io.sextant.ir.text.GraphText;
import io.sextant.latency.campaign.CampaignItem;
import io.sextant.search.cost.SpaceKernels;
import io.sextant.search.space.SearchSpace;
import io.sextant.search.space.Spaces;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LutSubjectTest {
    private static final Graph RELU_TWICE = GraphText.parseStatements("a", "input %0: f32[1x4]; %1: f32[1x4] = unary(%0) kind=relu; "
        + "%2: f32[1x4] = unary(%1) kind=relu; output %2", 0);
    private static final Graph RELU_TANH = GraphText.parseStatements("b", "input %0: f32[1x4]; %1: f32[1x4] = unary(%0) kind=relu; "
        + "%2: f32[1x4] = unary(%1) kind=tanh; output %2", 0);

    private static List<String> hashes(List<Graph> graphs) {
        return graphs.stream().map(GraphHash::structure).toList();
    }

    private static Map<String, Double> occurrences(LutSubject subject) {
        return subject.kernels().stream().collect(Collectors.toMap(item -> item.kernel().label(), CampaignItem::occurrences));
    }

    @Test
    void aSpaceHasTheKernelsOfAllItsNetworks() {
        SearchSpace space = PredictedCostsTest.tiny();
        Map<Kernel, Double> kernels = SpaceKernels.of(space, Fusion.NONE);

        assertEquals(kernels, new SpaceSubject(space, Fusion.NONE).kernels().stream()
            .collect(Collectors.toMap(CampaignItem::kernel, CampaignItem::occurrences)));
    }

    @Test
    void networksOfASpaceAreDistinctAndAFunctionOfTheSeed() {
        SpaceSubject subject = new SpaceSubject(Spaces.named("mnist1d"), Fusion.NONE);
        List<String> networks = hashes(subject.networks(20, 7));

        assertEquals(20, new HashSet<>(networks).size());
        assertEquals(networks, hashes(subject.networks(20, 7)));
        assertEquals(networks.subList(0, 5), hashes(subject.networks(5, 7)), "fewer are the first of more");
        assertNotEquals(networks, hashes(subject.networks(20, 8)));
    }

    @Test
    void aSmallSpaceGivesWhatItHas() {
        SpaceSubject subject = new SpaceSubject(PredictedCostsTest.tiny(), Fusion.NONE);
        for (int seed = 0; seed < 10; seed++) {
            assertEquals(4, subject.networks(100, seed).size());
            assertEquals(4, subject.networks(4, seed).size(), "drawn until all four are found");
        }
    }

    @Test
    void modelsHaveTheirKernelsAsOftenAsOneOfThemDoesOnAverage() {
        ModelSubject subject = new ModelSubject(List.of(RELU_TWICE, RELU_TANH), graph -> Fusion.NONE);

        assertEquals(Map.of("relu [1x4]", 1.5, "tanh [1x4]", 0.5), occurrences(subject));
        assertEquals(List.of(RELU_TWICE), subject.networks(1, 5));
        assertEquals(List.of(RELU_TWICE, RELU_TANH), subject.networks(9, 5));
        assertEquals("2 models", subject.name());
    }

    @Test
    void eachModelIsTakenApartByItsOwnFusion() {
        Fusion fusion = Fusion.parse("unary > unary(tanh)");
        ModelSubject subject = new ModelSubject(List.of(RELU_TWICE, RELU_TANH), graph -> graph.equals(RELU_TANH) ? fusion : Fusion.NONE);

        assertEquals(Map.of("relu [1x4]", 1.0, "relu [1x4] +tanh", 0.5), occurrences(subject));
    }

    @Test
    void heldOutNetworksOfALargeSpaceAreNoneOfThoseOfTheCorrection() {
        SpaceSubject subject = new SpaceSubject(Spaces.named("mobilenetv3"), Fusion.NONE);
        List<String> heldOut = hashes(LutBuilder.heldOut(subject, 20, 1));

        assertEquals(heldOut, hashes(LutBuilder.heldOut(subject, 20, 1)));
        assertNotEquals(heldOut, hashes(subject.networks(20, 1)));
    }
}
