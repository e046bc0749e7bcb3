package io.sextant.tests.tflite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.tflite.read.TfliteImport;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Damaged files: each is read or refused in one message, soon. With more of them by hand: {@code -Dsextant.fuzz.rounds=1000000}.
 */
class DamagedFileTest {
    private static final int ROUNDS = 20_000;
    /** As many bytes at most at the end of a file mean nothing: what aligns the buffer before them to 16 bytes. */
    private static final int PADDING = 16;
    private static final long SLOW_NANOS = 3_000_000_000L;
    private static final List<byte[]> SEEDS = Stream.of(SpatialModels.all(), ElementwiseModels.all(), ShapeModels.all(), QuantisedModels.all())
        .flatMap(List::stream).map(OperatorModel::build).toList();

    private int read;
    private int refused;
    private final List<String> faults = new ArrayList<>();

    @Test
    void everyDamagedFileIsReadOrRefused() {
        int rounds = Integer.getInteger("sextant.fuzz.rounds", ROUNDS);
        for (int round = 0; round < rounds; round++) {
            SplittableRandom random = new SplittableRandom(Long.getLong("sextant.fuzz.seed", 1) + round);
            outcome(damaged(SEEDS.get(random.nextInt(SEEDS.size())).clone(), random), "round " + round);
        }
        System.out.println(rounds + " damaged files: " + read + " read, " + refused + " refused, " + faults.size() + " faults");
        assertEquals(List.of(), faults);
        assertTrue(read > rounds / 20 && refused > rounds / 5, "the damage is neither too small nor too great");
    }

    @Test
    void everyTruncatedFileIsRefused() {
        for (byte[] seed : SEEDS.subList(0, 12)) {
            for (int length = 0; length < seed.length - PADDING; length += 7) {
                outcome(Arrays.copyOf(seed, length), "length " + length);
            }
        }
        assertEquals(List.of(), faults);
        assertEquals(0, read, "truncated files that are read");
    }

    private void outcome(byte[] file, String name) {
        long start = System.nanoTime();
        try {
            TfliteImport.parse(file, "damaged.tflite");
            read++;
        } catch (InvalidInput e) {
            refused++;
            if (!e.getMessage().startsWith("damaged.tflite: ") || e.getMessage().chars().anyMatch(Character::isISOControl)) {
                faults.add(name + ": " + e.getMessage());
            }
        } catch (RuntimeException | StackOverflowError e) {
            faults.add(name + ": " + e + " at " + e.getStackTrace()[0]);
        }
        if (System.nanoTime() - start > SLOW_NANOS) {
            faults.add(name + ": is slow");
        }
    }

    /** A byte, a word of the kind that offsets and lengths are, a word taken from elsewhere, or an end that is missing. */
    private static byte[] damaged(byte[] file, SplittableRandom random) {
        ByteBuffer words = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(file.length - 4) & ~3;
            switch (random.nextInt(6)) {
                case 0 -> file[random.nextInt(file.length)] = (byte) random.nextInt();
                case 1 -> words.putInt(at, random.nextInt(64));
                case 2 -> words.putInt(at, random.nextInt());
                case 3 -> words.putInt(at, words.getInt(random.nextInt(file.length - 4) & ~3));
                case 4 -> file[at] ^= (byte) (1 << random.nextInt(8));
                default -> words.putInt(at, words.getInt(at) + random.nextInt(9) - 4);
            }
        }
        return random.nextInt(40) == 0 ? Arrays.copyOf(file, random.nextInt(file.length)) : file;
    }
}
