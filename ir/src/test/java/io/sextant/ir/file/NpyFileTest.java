package io.sextant.ir.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.InvalidInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyFileTest {
    @TempDir
    Path folder;

    private static byte[] array(int version, String header, float... elements) {
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer bytes = ByteBuffer.allocate(12 + text.length + 4 * elements.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        if (version == 1) {
            bytes.putShort((short) text.length);
        } else {
            bytes.putInt(text.length);
        }
        bytes.put(text);
        for (float element : elements) {
            bytes.putFloat(element);
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static String header(String shape) {
        return "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }   \n";
    }

    private NpyFile open(byte[] bytes) throws IOException {
        return NpyFile.open(Files.write(folder.resolve("a.npy"), bytes));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void readsWhatIsAskedFor(int version) throws IOException {
        NpyFile file = open(array(version, header("(3, 2)"), 1, 2, 3, 4, 5, 6.5f));
        assertEquals(List.of(3, 2), file.shape());
        assertArrayEquals(new float[] {3, 4}, file.elements(2, 2));
        assertArrayEquals(new float[] {6.5f}, file.elements(5, 1));
        assertThrows(IllegalArgumentException.class, () -> file.elements(5, 2));
    }

    @Test
    void shapesOfOneAndNoDimension() throws IOException {
        assertEquals(List.of(2), open(array(1, header("(2,)"), 1, 2)).shape());
        assertEquals(List.of(), open(array(1, header("()"), 7)).shape());
        assertEquals(List.of(0, 4), open(array(1, header("(0, 4)"))).shape());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), } | its elements are '<f8'; expected f32",
        "{'descr': '<f4', 'fortran_order': True, 'shape': (2,), }  | its order is Fortran's",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), } | takes 12 bytes behind the header, there are 8",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), } | takes 4 bytes behind the header, there are 8",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-2,), }| has no shape in the form",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (999999999, 999999999, 999999999), } | is too large",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,), } | the extent 99999999999",
        "{'fortran_order': False, 'shape': (2,), }                 | has no descr"})
    void saysWhatIsWrong(String header, String message) {
        InvalidInput refusal = assertThrows(InvalidInput.class, () -> open(array(1, header, 1, 2)));
        assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("a.npy"), refusal.getMessage());
    }

    @Test
    void noDamageIsWorseThanARefusal() throws IOException {
        byte[] whole = array(2, header("(2, 3)"), 1, 2, 3, 4, 5, 6);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 500; i++) {
            byte[] damaged = random.nextInt(4) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            for (int flips = random.nextInt(4); flips > 0 && damaged.length > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                NpyFile file = open(damaged);
                assertEquals(6, file.shape().stream().mapToInt(extent -> extent).reduce(1, (a, b) -> a * b));
            } catch (InvalidInput refused) {
                assertTrue(refused.getMessage().contains("a.npy"));
            }
        }
        assertThrows(InvalidInput.class, () -> NpyFile.open(folder.resolve("none.npy")));
        assertThrows(InvalidInput.class, () -> NpyFile.open(folder));
    }
}
