package io.sextant.codegen.c;

import io.sextant.codegen.WrongProgram;
import io.sextant.codegen.c.family.Schedule;
import io.sextant.codegen.c.network.NetworkCompiler;
import io.sextant.codegen.c.network.NetworkSource;
import io.sextant.codegen.c.proof.Proof;
import io.sextant.codegen.c.run.CExecutor;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.toolchain.CompileFailed;
import io.sextant.toolchain.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Makes objects of several networks that are one and the same file by several names, each with its own weights and proof. Whoever fails
 * has no object afterwards.
 */
final class Together {
    private final NetworkCompiler compiler;
    private final Proof proof;

    /** @param rewritten from {@code graph}, for inference */
    record Member(Graph graph, Graph rewritten, Function<PlacedKernel, Schedule> schedules) {
    }

    Together(NetworkCompiler compiler, Proof proof) {
        this.compiler = compiler;
        this.proof = proof;
    }

    /** @param graphs by the objects that are to be made of them in {@code folder} */
    void make(Map<Path, Member> graphs, Path folder) throws IOException {
        try (TemporaryFolder unproven = TemporaryFolder.in(folder, ".unproven-")) {
            Map<Path, NetworkSource> sources = sources(graphs);
            Path all = unproven.path().resolve("all.so");
            List<NetworkCompiler.Member> members = new ArrayList<>();
            sources.forEach((object, source) -> members.add(new NetworkCompiler.Member(source, CExecutor.entry(object),
                CExecutor.weights(unproven.path().resolve(object.getFileName())))));
            compiler.compile(members, all);
            for (Path object : sources.keySet()) {
                Path made = unproven.path().resolve(object.getFileName());
                name(all, made);
                publish(graphs.get(object).graph(), made, object);
            }
        } catch (CompileFailed together) {
            // Which of them it was is seen when they are compiled alone.
        }
    }

    /** Of those that there is C for. */
    private Map<Path, NetworkSource> sources(Map<Path, Member> graphs) {
        Map<Path, NetworkSource> sources = new LinkedHashMap<>();
        graphs.forEach((object, member) -> {
            try {
                sources.put(object, new NetworkSource(member.rewritten(), compiler.isa(), member.schedules()));
            } catch (UnsupportedOperationException lacking) {
                // Said when it is compiled alone.
            }
        });
        return sources;
    }

    /** On file systems without links, a copy. */
    private static void name(Path all, Path made) throws IOException {
        try {
            Files.createLink(made, all);
        } catch (UnsupportedOperationException | IOException none) {
            Files.copy(all, made);
        }
    }

    private void publish(Graph graph, Path made, Path object) throws IOException {
        try {
            proof.require(graph, made, made.getParent());
            Proof.publish(made, object);
        } catch (WrongProgram wrong) {
            // Said when it is compiled alone.
        }
    }
}
