package io.sextant.codegen.mixed.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a mixed program consists of, as a text file:
 * <pre>
 * sextant-mixed/1
 * value FLOAT 25088 1x14x14x32       element type as ONNX Runtime's Java side names it, bytes, shape; values are numbered from 0
 * inputs 0,1
 * outputs 3                          - where there are none
 * part c 0,1 2 SHA-256 /path/x.so    values that it takes and makes, in the order of its ports; digest of its file, and the file
 * part onnxruntime 2 3 SHA-256 /path/y.onnx
 * </pre>
 * Parts run in this order. Ports of ONNX models are called {@code v0}, {@code v1}, ... after the values.
 *
 * @param inputs  numbers of the values that are the program's inputs
 * @param outputs the same of its outputs
 */
public record MixedFile(List<Held> values, List<Integer> inputs, List<Integer> outputs, List<Part> parts) {
    public static final String SUFFIX = ".mixed";
    /** Engines of parts. */
    public static final String C = "c";
    public static final String ONNX_RUNTIME = "onnxruntime";
    private static final String MAGIC = "sextant-mixed/1";
    private static final String NOTHING = "-";
    /** A path may have blanks. */
    private static final int PART_WORDS = 6;
    private static final int CHUNK = 1 << 16;

    /** A value that is handed from part to part, or into or out of the program; its elements are dense. */
    public record Held(String type, long bytes, List<Long> shape) {
        public Held {
            shape = List.copyOf(shape);
        }
    }

    /** One stretch of the program. */
    public record Part(String engine, List<Integer> inputs, List<Integer> outputs, String digest, Path file) {
        public Part {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }

        /** @throws IllegalArgumentException if the file is not the one that the mixture was made of */
        void requireUnchanged() throws IOException {
            MessageDigest sum;
            try {
                sum = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
            byte[] some = new byte[CHUNK];
            try (InputStream in = Files.newInputStream(file)) {
                for (int read = in.read(some); read >= 0; read = in.read(some)) {
                    sum.update(some, 0, read);
                }
            }
            if (!HexFormat.of().formatHex(sum.digest()).equals(digest)) {
                throw new IllegalArgumentException(file + " has changed since the mixture was made; compile again");
            }
        }
    }

    public MixedFile {
        values = List.copyOf(values);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        parts = List.copyOf(parts);
    }

    /** The name of a value's port in an ONNX model. */
    public static String port(int value) {
        return "v" + value;
    }

    /** The file's text. */
    public String text() {
        StringBuilder text = new StringBuilder(MAGIC).append('\n');
        values.forEach(value -> text.append("value ").append(value.type()).append(' ').append(value.bytes()).append(' ')
            .append(value.shape().stream().map(String::valueOf).collect(Collectors.joining("x"))).append('\n'));
        text.append("inputs ").append(joined(inputs)).append("\noutputs ").append(joined(outputs)).append('\n');
        parts.forEach(part -> text.append("part ").append(part.engine()).append(' ').append(joined(part.inputs())).append(' ')
            .append(joined(part.outputs())).append(' ').append(part.digest()).append(' ').append(part.file()).append('\n'));
        return text.toString();
    }

    private static String joined(List<Integer> numbers) {
        return numbers.isEmpty() ? NOTHING : numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** @throws IllegalArgumentException if it is no such file */
    static MixedFile read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.get(0).equals(MAGIC)) {
            throw new IllegalArgumentException(file + " is no mixed program");
        }
        List<Held> values = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("value ")) {
                values.add(value(line.split(" ", -1)));
            } else if (line.startsWith("part ")) {
                parts.add(part(line.split(" ", PART_WORDS)));
            }
        }
        return new MixedFile(values, numbers(after(lines, "inputs ")), numbers(after(lines, "outputs ")), parts);
    }

    private static String after(List<String> lines, String word) {
        return lines.stream().filter(line -> line.startsWith(word)).findFirst().orElseThrow().substring(word.length());
    }

    private static Held value(String[] words) {
        List<Long> shape = words[3].isEmpty() ? List.of() : Arrays.stream(words[3].split("x")).map(Long::valueOf).toList();
        return new Held(words[1], Long.parseLong(words[2]), shape);
    }

    private static Part part(String[] words) {
        return new Part(words[1], numbers(words[2]), numbers(words[3]), words[4], Path.of(words[5]));
    }

    private static List<Integer> numbers(String list) {
        return list.equals(NOTHING) ? List.of() : Arrays.stream(list.split(",")).map(Integer::valueOf).toList();
    }
}
