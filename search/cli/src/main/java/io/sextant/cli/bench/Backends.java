package io.sextant.cli.bench;

import io.sextant.codegen.Backend;
import io.sextant.codegen.c.CBackend;
import io.sextant.codegen.onnxruntime.OnnxRuntimeBackend;
import io.sextant.device.run.Implementation;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.naming.NearMatch;
import io.sextant.kernel.Isa;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The backends that were asked for by one name.
 *
 * @param rivals      of each network the fastest is taken; where one has to be chosen beforehand, the first
 * @param onnxRuntime runs files that Sextant did not make, and the network that tells the machine's pace
 */
public record Backends(List<Backend> rivals, OnnxRuntimeBackend onnxRuntime) {
    /** The fastest measured of those that are usable. */
    public static final String AUTO = "auto";
    /** What commands take that were not told another. */
    public static final String DEFAULT = OnnxRuntimeBackend.NAME;

    private static final List<String> NAMES = List.of(AUTO, CBackend.NAME, OnnxRuntimeBackend.NAME);

    public Backends {
        rivals = List.copyOf(rivals);
    }

    /**
     * The backends of that name.
     *
     * @param extensions of the CPU's instruction set, as Linux names them
     * @throws InvalidInput if there is none, or it is not usable here
     */
    public static Backends named(String name, Path home, Set<String> extensions) {
        requireKnown(name);
        OnnxRuntimeBackend onnxRuntime = new OnnxRuntimeBackend(home);
        requireUsable(onnxRuntime);
        Backend c = new CBackend(home, Isa.widest(extensions), onnxRuntime::worker);
        if (name.equals(OnnxRuntimeBackend.NAME)) {
            return new Backends(List.of(onnxRuntime), onnxRuntime);
        }
        if (name.equals(AUTO)) {
            return new Backends(c.unusable().isPresent() ? List.of(onnxRuntime) : List.of(onnxRuntime, c), onnxRuntime);
        }
        requireUsable(c);
        return new Backends(List.of(c), onnxRuntime);
    }

    /** @throws InvalidInput if nothing is called so */
    static void requireKnown(String name) {
        if (!NAMES.contains(name)) {
            throw new InvalidInput("unknown backend '" + name + "'" + NearMatch.hint(name, NAMES) + "; known are "
                + String.join(", ", NAMES));
        }
    }

    private static void requireUsable(Backend backend) {
        backend.unusable().ifPresent(why -> {
            throw new InvalidInput("the backend " + backend.name() + " is not usable here: " + why);
        });
    }

    /** What the backend of that name takes {@code graph} apart by, on any CPU. */
    public static Fusion fusion(String name, Path home, Graph graph) {
        return named(name, home, Set.of()).first().fusion(graph);
    }

    /** The one to take where one has to be chosen before anything is measured. */
    public Backend first() {
        return rivals.get(0);
    }

    /** What keys results of all of them. */
    public Implementation implementation() {
        return rivals.size() == 1 ? first().implementation() : new Implementation(AUTO,
            joined(rivals.stream().map(Backend::implementation).map(one -> one.backend() + "-" + one.version()).toList()),
            joined(rivals.stream().map(Backend::implementation).map(Implementation::options).toList()));
    }

    private static String joined(List<String> words) {
        return words.stream().collect(Collectors.joining("+"));
    }
}
