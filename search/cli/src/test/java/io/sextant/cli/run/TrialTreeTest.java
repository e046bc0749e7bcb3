package io.sextant.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sextant.search.loop.Standing;
import io.sextant.search.loop.Trial;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrialTreeTest {
    private static JsonNode read(Trial trial) throws IOException {
        String line = JsonText.line(TrialTree.of(trial, SampleRun.SPACE));
        assertFalse(line.contains("\n"), line);
        return new ObjectMapper().readTree(line);
    }

    @Test
    void aTrialIsALineWithEverythingKnownOfIt() throws IOException {
        Trial trial = SampleRun.trial(3, 48, new Standing.Feasible(Optional.empty()), new Trial.Score(10, Long.MIN_VALUE, 0.875));
        JsonNode tree = read(trial);
        assertEquals(3, tree.at("/trial").asInt());
        assertEquals(trial.proposal().genotype(), SampleRun.SPACE.parse(tree.at("/genotype").asText()));
        assertEquals("[0]", tree.at("/parents").toString());
        assertEquals("{\"value\":48.0,\"unit\":\"us\",\"lo\":47.52,\"hi\":48.48,\"kind\":\"measured\"}", tree.at("/metrics/latency").toString());
        assertEquals("{\"value\":12345.0,\"unit\":\"\",\"lo\":12345.0,\"hi\":12345.0,\"kind\":\"counted\"}",
            tree.at("/metrics/params").toString());
        assertEquals("{}", tree.at("/remeasured").toString());
        assertEquals("feasible", tree.at("/standing").asText());
        assertEquals("[{\"epochs\":10,\"seed\":-9223372036854775808,\"accuracy\":0.875}]", tree.at("/scores").toString());
    }

    @Test
    void anInfeasibleOneNamesTheBindingLimit() throws IOException {
        JsonNode tree = read(SampleRun.over(1));
        assertEquals("infeasible", tree.at("/standing").asText());
        assertEquals("latency <= 60 us", tree.at("/binding").asText());
        assertEquals(0.212, tree.at("/violation").asDouble(), 1e-9);
        assertEquals(tree.at("/metrics"), tree.at("/remeasured"));
        assertEquals("re-measured: latency <= 60 us not met: upper bound 72.72 us, 21.2 % over", tree.at("/reason").asText());
    }

    @Test
    void aDuplicateNamesTheTrialThatItRepeats() throws IOException {
        JsonNode tree = read(SampleRun.trial(5, 48, new Standing.Duplicate(2)));
        assertEquals("duplicate", tree.at("/standing").asText());
        assertEquals(2, tree.at("/same_as").asInt());
        assertEquals(48, tree.at("/metrics/latency/value").asDouble());
    }

    @Test
    void aFailedOneHasNoMetricsButAReason() throws IOException {
        JsonNode tree = read(SampleRun.failed(2));
        assertEquals("failed", tree.at("/standing").asText());
        assertEquals("killed by signal 4", tree.at("/reason").asText());
        assertTrue(tree.at("/metrics").isEmpty());
    }
}
