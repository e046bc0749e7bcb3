package io.sextant.search.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpaceFileTest {
    private static final String VALID = """
        name: tiny
        input: f32[1x8x1]
        classes: 2
        width: [1, 2]
        block: fused
        stem: {width: 2, kernel: 3, stride: 1, activation: relu}
        stages:
          - {width: 2, stride: 2, activation: relu, depth: [1, 2], kernel: [1, 3], expansion: 2, squeeze: [false, true]}
        """;

    private static String refusal(String text) {
        return assertThrows(InvalidInput.class, () -> SpaceFile.parse(text, "tiny.yaml")).getMessage();
    }

    /** Each line: what to replace, by what, and the message. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
        classes: 2; clases: 2; "tiny.yaml:3: unknown key 'clases'; did you mean classes?"
        classes: 2; classes: two; "tiny.yaml:3: classes: expected a whole number from 1 to 1000000, found 'two'"
        classes: 2; classes: [2, 3]; "tiny.yaml:3: classes: expected a whole number from 1 to 1000000, found a list"
        classes: 2; classes: 99999999999999; "tiny.yaml:3: classes: expected a whole number"
        classes: 2; ""; "tiny.yaml:1: the key 'classes' is missing, e.g. classes: 10"
        name: tiny; name: ../x; "tiny.yaml:1: name: expected lower-case letters"
        f32[1x8x1]; f32[1x8]; "tiny.yaml:2: input: expected one f32 sample, channels last"
        f32[1x8x1]; f32[8; "tiny.yaml:2: input: type T4"
        f32[1x8x1]; f32[2x8x1]; "tiny.yaml:2: input: expected one f32 sample"
        width: [1, 2]; width: [1, 1.1]; "tiny.yaml:4: width: options 1.0 and 1.1 give the same channels [2, 2]"
        width: [1, 2]; width: []; "tiny.yaml:4: width: expected 1 to 64 options, found 0"
        width: [1, 2]; width: [1, -2]; "tiny.yaml:4: width[1]: expected a number from 0.01 to 100.0, found '-2'"
        block: fused; block: fuzed; "tiny.yaml:5: block: expected one of depthwise, fused, attention, found 'fuzed'; did you mean fused?"
        block: fused; block: !x fused; "tiny.yaml:5: block: tags (!name) are not supported"
        block: fused; block: *x; "tiny.yaml:5: block: aliases (*name) are not supported"
        kernel: 3; kernel: 4; "tiny.yaml:6: stem.kernel: expected an odd number"
        activation: relu; activation: rely; "tiny.yaml:6: stem.activation: expected one of relu"
        depth: [1, 2]; depth: [1, 1]; "tiny.yaml:8: stages[0].depth[1]: the option '1' is given twice"
        "[false, true]"; "[false, yes]"; "tiny.yaml:8: stages[0].squeeze[1]: expected true or false, found 'yes'"
        "stages:"; "stages: none"; "tiny.yaml:8: no valid YAML"
        "classes: 2"; "classes: 2\nresolution: [8, 0]"; "tiny.yaml:4: resolution[1]: expected a whole number from 1 to 8192, found '0'"
        "classes: 2"; "classes: 2\nresolution: [8, 8]"; "tiny.yaml:4: resolution[1]: the option '8' is given twice"
        "classes: 2"; "classes: 2\nresolution: [4, 6]"; "tiny.yaml:2: input: expected the input at the largest resolution, 6 in every"
        "classes: 2"; "classes: 2\nresolution: 16"; "tiny.yaml:2: input: expected the input at the largest resolution, 16 in every"
        "classes: 2"; "classes: 2\nhead: {pointwise: 8}"; "tiny.yaml:4: head: the key 'activation' is missing, e.g. activation: relu"
        "classes: 2"; "classes: 2\nhead: {activation: relu}"; "tiny.yaml:4: head: expected pointwise, hidden or both"
        "classes: 2"; "classes: 2\nhead: {hiden: 8, activation: relu}"; "tiny.yaml:4: head: unknown key 'hiden'; did you mean hidden?"
        "classes: 2"; "classes: 2\nhead: {hidden: 5000, activation: relu}"; "tiny.yaml:4: head.hidden: expected a whole number from 1"
        "classes: 2"; "classes: 2\nhead: {activation: nonsense, precision: i8}"; "tiny.yaml:4: head.activation: expected one of relu"
        "classes: 2"; "classes: 2\nhead: none"; "tiny.yaml:4: head: expected a map of pointwise, hidden, activation, precision, found 'none'"
        "name: tiny"; "name: tiny\nname: twice"; "tiny.yaml:2: name: the key is given twice"
        """)
    void refusesWithLineAndExpectation(String part, String by, String message) {
        String refusal = refusal(VALID.replaceFirst(java.util.regex.Pattern.quote(part),
            java.util.regex.Matcher.quoteReplacement(by == null ? "" : by.replace("\\n", "\n"))));
        assertTrue(refusal.startsWith(message), refusal);
    }

    @Test
    void refusesWhatIsNoSpaceAtAll() {
        assertEquals("tiny.yaml: the file is empty", refusal(""));
        assertTrue(refusal("just a word").startsWith("tiny.yaml:1: expected a map of name, input, classes"));
        assertTrue(refusal("a: [").startsWith("tiny.yaml:1: no valid YAML"));
        String head = VALID.substring(0, VALID.indexOf("stages:"));
        assertEquals("tiny.yaml:7: stages: expected a list with '- {width: 16, stride: 2, ...}' for each stage, found 'none'",
            refusal(head + "stages: none"));
        assertEquals("tiny.yaml:7: stages: expected 1 to 32 stages, found 0", refusal(head + "stages: []"));
        assertTrue(refusal(VALID + "---\nb: 1\n").contains("expected the end of the file, found another document"));
        assertTrue(refusal("[".repeat(100_000)).endsWith(": nested more than 8 deep"));
        assertTrue(refusal("name: \u0000").startsWith("tiny.yaml"));
    }

    @Test
    void refusesAnAliasBombAtItsFirstAlias() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 60; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [*a").append(i - 1).append(", *a").append(i - 1).append("]\n");
        }
        assertTrue(refusal(bomb.toString()).startsWith("tiny.yaml:2: a1[0]: aliases"));
    }

    @Test
    void refusesNetworksThatNoMachineHolds() {
        String wide = VALID.replace("width: 2, stride: 2", "width: 4096, stride: 2").replace("expansion: 2", "expansion: 16")
            .replace("width: [1, 2]", "width: [1, 100]");
        assertEquals("tiny.yaml:8: stages[0].depth: stage 1 block 2 is ill-typed where stage 1 depth = 2 and width = 100: shape T3: at most"
            + " 2^31-1 elements, got [1x409600x6553600]; right would be stage 1 depth = 1, or width = 1", refusal(wide));
        String large = wide.replace("100]", "2]").replace("expansion: 16", "expansion: 6");
        assertTrue(refusal(large).startsWith("tiny.yaml: its largest network has "), () -> refusal(large));
    }

    @Test
    void readsAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), VALID);
        assertEquals("tiny", Spaces.named(file.toString()).name());
        Path broken = Files.write(folder.resolve("broken.yaml"), new byte[] {'a', (byte) 0xff, (byte) 0xfe});
        assertTrue(refused(broken).contains("not UTF-8 text; expected a space in YAML: name, input"));
        assertTrue(refused(folder).contains("cannot be read"));
        assertTrue(refused(folder.resolve("none.yaml")).contains("no such file"));
        Path large = Files.write(folder.resolve("large.yaml"), new byte[1 << 19]);
        assertTrue(refused(large).contains("larger than 262144 bytes"));
    }

    private static String refused(Path file) {
        return assertThrows(InvalidInput.class, () -> SpaceFile.read(file)).getMessage();
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNearOne() {
        String message = assertThrows(InvalidInput.class, () -> Spaces.named("mnist-1d")).getMessage();
        assertTrue(message.startsWith("unknown space 'mnist-1d'; did you mean mnist1d?"), message);
        Spaces.shipped().forEach(name -> assertEquals(name, Spaces.named(name).name()));
    }

    @Test
    void damagedFilesAreRefusedNotCrashedOn() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2000; i++) {
            char[] text = VALID.toCharArray();
            for (int j = 0; j <= random.nextInt(4); j++) {
                text[random.nextInt(text.length)] = "0:[]{}-, \n\t'\"&*!x9".charAt(random.nextInt(18));
            }
            try {
                SpaceFile.parse(new String(text), "damaged.yaml");
            } catch (InvalidInput e) {
                assertTrue(e.getMessage().startsWith("damaged.yaml"), e.getMessage());
            }
        }
    }
}
