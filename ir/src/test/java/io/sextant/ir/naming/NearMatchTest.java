package io.sextant.ir.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearMatchTest {
    private static final List<String> BACKENDS = List.of("onnxruntime", "tvm", "cuda", "c", "auto");

    @Test
    void suggestsTheNameThatIsOneSlipAway() {
        assertEquals(Optional.of("onnxruntime"), NearMatch.of("onxruntime", BACKENDS));
        assertEquals(Optional.of("onnxruntime"), NearMatch.of("onnxruntine", BACKENDS));
        assertEquals(Optional.of("tvm"), NearMatch.of("tmv", BACKENDS));
        assertEquals(Optional.of("cuda"), NearMatch.of("CUDA", BACKENDS));
    }

    @Test
    void suggestsANameThatWasBegun() {
        assertEquals(Optional.of("onnxruntime"), NearMatch.of("onnx", BACKENDS));
    }

    @Test
    void suggestsNothingForAnUnrelatedName() {
        assertEquals(Optional.empty(), NearMatch.of("raspberrypi", BACKENDS));
        assertEquals(Optional.empty(), NearMatch.of("", BACKENDS));
        assertEquals(Optional.empty(), NearMatch.of("host", List.of()));
        assertEquals(Optional.empty(), NearMatch.of("x".repeat(1_000_000), BACKENDS));
    }

    @Test
    void prefersTheNearestAndThenTheAlphabeticallyFirst() {
        assertEquals(Optional.of("kernels"), NearMatch.of("kernelz", List.of("colonels", "kernells", "kernels")));
        assertEquals(Optional.of("mode-a"), NearMatch.of("mode-c", List.of("mode-b", "mode-a")));
    }

    @Test
    void endsAMessageWithAQuestion() {
        assertEquals("; did you mean host?", NearMatch.hint("hots", List.of("host")));
        assertEquals("", NearMatch.hint("gpu", List.of("host")));
    }

    @Test
    void countsASwapOfNeighboursOnce() {
        assertEquals(1, NearMatch.distance("ab", "ba"));
        assertEquals(3, NearMatch.distance("kitten", "sitting"));
        assertEquals(4, NearMatch.distance("", "host"));
    }
}
