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
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The backends that were asked for by one name.
 *
 * @param rivals      of each network the fastest is taken; where one has to be chosen beforehand, the first
 * @param onnxRuntime runs files that Sextant did not make, and the network that tells the machine's pace
 * @param missing     by name, why what belongs to {@link #AUTO} is not usable here
 */
public record Backends(List<Backend> rivals, OnnxRuntimeBackend onnxRuntime, Map<String, String> missing) {
    /** The fastest measured of those that are usable. */
    public static final String AUTO = "auto";
    /** What commands take that were not told another. */
    public static final String DEFAULT = AUTO;

    private static final List<String> NAMES = List.of(AUTO, CBackend.NAME, OnnxRuntimeBackend.NAME);

    public Backends {
        rivals = List.copyOf(rivals);
        missing = Map.copyOf(missing);
    }

    Backends(List<Backend> rivals, OnnxRuntimeBackend onnxRuntime) {
        this(rivals, onnxRuntime, Map.of());
    }

    /**
     * The backends of that name. The compiler is unpacked if one of them needs it.
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
            return c.unusable().map(why -> new Backends(List.of(onnxRuntime), onnxRuntime, Map.of(c.name(), why)))
                .orElseGet(() -> new Backends(List.of(onnxRuntime, c), onnxRuntime));
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

    /** The same, where those that can be tuned become what {@code tuned} makes of them. */
    Backends tuned(UnaryOperator<CBackend> tuned) {
        return new Backends(rivals.stream().map(rival -> rival instanceof CBackend c ? tuned.apply(c) : rival).toList(), onnxRuntime, missing);
    }

    /** What the backend of that name takes {@code graph} apart by, on any CPU; nothing is compiled for that. */
    public static Fusion fusion(String name, Path home, Graph graph) {
        requireKnown(name);
        OnnxRuntimeBackend onnxRuntime = new OnnxRuntimeBackend(home);
        Backend first = name.equals(CBackend.NAME) ? new CBackend(home, Isa.widest(Set.of()), onnxRuntime::worker) : onnxRuntime;
        return first.fusion(graph);
    }

    /**
     * Those that run on so many threads.
     *
     * @param say is told why one does not
     * @throws InvalidInput if none does
     */
    Backends on(int threads, Consumer<String> say) {
        List<Backend> able = rivals.stream().filter(rival -> rival.refusal(threads).isEmpty()).toList();
        if (able.isEmpty()) {
            throw new InvalidInput(first().refusal(threads).orElseThrow() + "; try --backend " + onnxRuntime.name());
        }
        missing.forEach((backend, why) -> say.accept("the backend " + backend + " is not usable here: " + why + ": it is left out"));
        rivals.forEach(rival -> rival.refusal(threads).ifPresent(why -> say.accept(why + ": it is left out")));
        return new Backends(able, onnxRuntime);
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
