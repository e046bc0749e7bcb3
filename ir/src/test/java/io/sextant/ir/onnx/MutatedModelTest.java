package io.sextant.ir.onnx;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.testing.RandomGraphs;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Damaged files give a graph or one message; anything else fails the test. */
class MutatedModelTest {
    private static final int NODES = 12;
    private static final List<byte[]> WHOLE = IntStream.range(0, 50)
        .mapToObj(seed -> OnnxExport.toBytes(RandomGraphs.graph(seed, NODES))).toList();

    /** Whether {@code bytes} are read as a graph; a graph that is read can be written as well. */
    private static boolean isRead(byte[] bytes) {
        try {
            OnnxExport.toBytes(OnnxImport.parse(bytes, "damaged.onnx"));
            return true;
        } catch (InvalidInput refused) {
            assertTrue(refused.getMessage().matches("(damaged\\.onnx: |cannot write graph ).+"), refused.getMessage());
            return false;
        }
    }

    @Test
    void truncated() {
        byte[] whole = WHOLE.get(3);
        for (int length = 0; length < whole.length; length += 1 + whole.length / 1000) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThrows(InvalidInput.class, () -> OnnxImport.parse(part, "damaged.onnx"), () -> "length " + part.length);
        }
    }

    @Test
    void mutated() {
        SplittableRandom random = new SplittableRandom(2026);
        int read = 0;
        for (int round = 0; round < 2000; round++) {
            byte[] bytes = WHOLE.get(round % 50).clone();
            int changes = 1 + random.nextInt(4);
            for (int i = 0; i < changes; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? random.nextInt(256) : random.nextInt(8));
            }
            read += isRead(bytes) ? 1 : 0;
        }
        assertTrue(read > 100 && read < 1900, read + " of 2000 are read: the damage is neither too small nor too great");
    }

    @Test
    void mutatedMeaning() {
        SplittableRandom random = new SplittableRandom(2027);
        MessageMutation mutation = new MessageMutation(random);
        int read = 0;
        for (int round = 0; round < 2000; round++) {
            read += isRead(mutation.mutate(WHOLE.get(round % 50), 1 + random.nextInt(3))) ? 1 : 0;
        }
        assertTrue(read > 100 && read < 1900, read + " of 2000 are read: the damage is neither too small nor too great");
    }

    @Test
    void random() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 500; round++) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            isRead(bytes);
        }
    }
}
