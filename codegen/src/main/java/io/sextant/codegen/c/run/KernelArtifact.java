package io.sextant.codegen.c.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One kernel of a shared object, as a file of lines that {@link KernelExecutor} loads: object, symbol, packed weights, and bytes of the
 * output, of the scratch memory and of each input.
 */
public record KernelArtifact(Path object, String symbol, Path weights, Extents extents) {
    /** Bytes. */
    public record Extents(long output, long scratch, List<Long> inputs) {
        public Extents {
            inputs = List.copyOf(inputs);
        }
    }

    /** Writes what {@link #read} reads. */
    public void write(Path file) throws IOException {
        String sizes = extents.output() + " " + extents.scratch()
            + extents.inputs().stream().map(bytes -> " " + bytes).collect(Collectors.joining());
        Files.write(file, List.of(object.toAbsolutePath().toString(), symbol, weights.toAbsolutePath().toString(), sizes));
    }

    static KernelArtifact read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.size() != 4) {
            throw new IllegalArgumentException(file + " is no kernel: expected 4 lines, found " + lines.size());
        }
        List<Long> sizes = Arrays.stream(lines.get(3).split(" ")).map(Long::parseLong).toList();
        return new KernelArtifact(Path.of(lines.get(0)), lines.get(1), Path.of(lines.get(2)),
            new Extents(sizes.get(0), sizes.get(1), sizes.subList(2, sizes.size())));
    }
}
