package io.sextant.cli.bench;

import io.sextant.codegen.onnxruntime.OnnxRuntimeBackend;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.naming.NearMatch;
import java.nio.file.Path;
import java.util.List;

/** The backends by name. */
public final class Backends {
    /** The fastest measured of those that are usable; as long as there is one backend, that one. */
    public static final String AUTO = "auto";

    private static final List<String> NAMES = List.of(AUTO, OnnxRuntimeBackend.NAME);

    private Backends() {
    }

    /**
     * The backend of that name.
     *
     * @throws InvalidInput if there is none, or it is not usable here
     */
    public static OnnxRuntimeBackend named(String name, Path home) {
        if (!NAMES.contains(name)) {
            throw new InvalidInput("unknown backend '" + name + "'" + NearMatch.hint(name, NAMES) + "; known are "
                + String.join(", ", NAMES));
        }
        OnnxRuntimeBackend backend = new OnnxRuntimeBackend(home);
        backend.unusable().ifPresent(why -> {
            throw new InvalidInput("the backend " + backend.name() + " is not usable here: " + why);
        });
        return backend;
    }
}
