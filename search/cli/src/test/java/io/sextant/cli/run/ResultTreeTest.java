package io.sextant.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sextant.search.loop.SearchResult;
import io.sextant.search.space.SpaceFile;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The objects that contracts promise. */
class ResultTreeTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Run run = SampleRun.run(Path.of("runs/one"));

    private JsonNode summary(SearchResult result) {
        return JSON.valueToTree(ResultTree.summary(run, result, RunEvidence.NONE));
    }

    @Test
    void aFeasibleSummaryHasTheContractsFields() {
        JsonNode tree = summary(SampleRun.feasible());
        assertEquals("sextant-search/1", tree.at("/schema").asText());
        assertEquals("feasible", tree.at("/verdict").asText());
        assertEquals("mnist1d", tree.at("/space").asText());
        assertEquals("host", tree.at("/device").asText());
        assertEquals("onnxruntime/1.2.3/opt=all", tree.at("/backend").asText());
        assertEquals("[\"latency <= 60 us\"]", tree.at("/limits").toString());
        assertFalse(tree.at("/limits_derived").asBoolean(true));
        assertEquals(SampleRun.feasible().winner().trial().proposal().genotype().toString(), tree.at("/winner/genotype").asText());
        assertEquals("{\"value\":48.0,\"unit\":\"us\",\"lo\":47.52,\"hi\":48.48,\"kind\":\"measured\"}",
            tree.at("/winner/metrics/latency").toString());
        assertEquals("{\"proposed\":4,\"measured\":2,\"predicted\":0,\"trained\":2,\"cached\":1,\"duplicates\":0,"
            + "\"from_journal\":{\"costs\":0,\"finalists\":0,\"trainings\":0}}", tree.at("/counts").toString());
        assertEquals(83.4, tree.at("/seconds").asDouble());
        assertEquals("runs/one", tree.at("/folder").asText());
    }

    @Test
    void whatFollowedTheSearchCountsAsTime() {
        assertEquals(85.4, summary(SampleRun.feasible().longer(Duration.ofSeconds(2))).at("/seconds").asDouble());
        assertEquals(85.4, summary(SampleRun.infeasible().longer(Duration.ofSeconds(2))).at("/seconds").asDouble());
    }

    @Test
    void accuracyIsOnFreshSamplesWithItsSeedsAndBaseline() {
        JsonNode accuracy = summary(SampleRun.feasible()).at("/winner/accuracy");
        assertEquals(0.90, accuracy.at("/value").asDouble(), 1e-12);
        assertEquals(0.01 / Math.sqrt(3), accuracy.at("/standard_error").asDouble(), 1e-12);
        assertEquals(0.89, accuracy.at("/standard_test").asDouble(), 1e-12);
        assertEquals(0.92, accuracy.at("/selection").asDouble(), 1e-12);
        assertEquals("[11,12,13]", accuracy.at("/seeds").toString());
        assertEquals(90, accuracy.at("/epochs").asInt());
        assertEquals(0.86, accuracy.at("/baseline/value").asDouble(), 1e-12);
        assertEquals(3, accuracy.at("/baseline/trial").asInt());
        assertFalse(accuracy.at("/baseline/is_winner").asBoolean(true));
    }

    @Test
    void anInfeasibleSummaryHasTheNearestPointAndNoWinner() {
        JsonNode tree = summary(SampleRun.infeasible());
        assertEquals("infeasible", tree.at("/verdict").asText());
        assertTrue(tree.at("/winner").isMissingNode());
        assertEquals(1, tree.at("/nearest/trial").asInt());
        assertEquals("latency <= 60 us not met: upper bound 72.72 us, 21.2 % over", tree.at("/nearest/binding").asText());
        assertEquals(0.212, tree.at("/nearest/violation").asDouble(), 1e-9);
    }

    @Test
    void theRecordHoldsWhatAReplayNeeds() {
        JsonNode tree = JSON.valueToTree(ResultTree.run(run, SampleRun.feasible(), RunEvidence.NONE, "0.1.0"));
        assertEquals("sextant-run/1", tree.at("/schema").asText());
        assertEquals("0.1.0", tree.at("/program").asText());
        assertEquals("onnxruntime 1.2.3", tree.at("/versions/backend").asText());
        assertTrue(tree.at("/versions/libtorch").asText().matches("[0-9]+\\.[0-9]+\\..*"), tree.at("/versions")::toString);
        assertEquals("./sextant search --limit 'latency <= 60 us'", tree.at("/command").asText());
        assertEquals("2026-01-31T12:00:00Z", tree.at("/started").asText());
        assertEquals("{\"strategy\":\"evolution\",\"limits\":[\"latency <= 60 us\"],\"trials\":4,\"window\":16,\"budget_s\":90.0,\"seed\":7",
            tree.at("/settings").toString().split(",\"training\"")[0]);
        assertEquals(3, tree.at("/settings/training/seeds").asInt());
        assertEquals(run.bench().device().fingerprint(), tree.at("/machine/fingerprint").asText());
        assertEquals("quiet", tree.at("/machine/noise/verdict").asText());
        assertEquals("[0]", tree.at("/front").toString());
        assertEquals(4, tree.at("/trials").size());
        assertEquals(SampleRun.SPACE.size(), SpaceFile.parse(tree.at("/space_declaration").asText(), "run.json").size());
    }
}
