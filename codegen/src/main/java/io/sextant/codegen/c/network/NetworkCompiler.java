package io.sextant.codegen.c.network;

import io.sextant.codegen.c.family.Schedule;
import io.sextant.codegen.c.family.WeightBlock;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.kernel.Isa;
import io.sextant.toolchain.CSource;
import io.sextant.toolchain.CompileJob;
import io.sextant.toolchain.OutputKind;
import io.sextant.toolchain.TemporaryFolder;
import io.sextant.toolchain.Toolchain;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Makes shared objects of graphs. */
public final class NetworkCompiler {
    public static final List<String> FLAGS = List.of("-O3", "-fno-math-errno", "-fno-trapping-math", "-ffp-contract=on", "-fvisibility=hidden",
        "-fomit-frame-pointer");

    private final Toolchain toolchain;
    private final Isa isa;
    private final UnaryOperator<String> change;

    public NetworkCompiler(Toolchain toolchain, Isa isa) {
        this(toolchain, isa, UnaryOperator.identity());
    }

    /** @param change to each translation unit, to see what becomes of a wrong one */
    public NetworkCompiler(Toolchain toolchain, Isa isa, UnaryOperator<String> change) {
        this.toolchain = toolchain;
        this.isa = isa;
        this.change = change;
    }

    /**
     * Compiles {@code graph} to {@code object}, which weights are part of.
     *
     * @param entry name of the exported function, which no other in a process may have
     */
    public void compile(Graph graph, String entry, Function<PlacedKernel, Schedule> schedules, Path object) throws IOException {
        NetworkSource source = new NetworkSource(graph, isa, schedules);
        Path folder = object.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        try (TemporaryFolder work = TemporaryFolder.in(folder, ".weights-")) {
            Path weights = work.path().resolve("weights.bin");
            String text = change.apply(source.text(entry, weights.toString()));
            write(source.weights(), weights);
            List<String> flags = new ArrayList<>(FLAGS);
            flags.addAll(isa.flags());
            toolchain.compile(new CompileJob(new CSource(graph.name().replaceAll("[^A-Za-z0-9_.-]", "_") + ".c", text),
                OutputKind.SHARED_OBJECT, "x86_64-linux-gnu", flags, object));
        }
    }

    private static void write(List<WeightBlock> blocks, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (WeightBlock block : blocks) {
                float[] values = block.all();
                ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(values);
                out.write(bytes.array());
            }
        }
    }
}
