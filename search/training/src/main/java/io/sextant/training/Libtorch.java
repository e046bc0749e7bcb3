package io.sextant.training;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/** The library that networks are trained with. */
public final class Libtorch {
    private Libtorch() {
    }

    /**
     * Loads it, so that a program can say what it waits for: about 5 s the first time, when 445 MB are unpacked into JavaCPP's cache
     * ({@code ~/.javacpp}), and 1 s later.
     *
     * @throws io.sextant.ir.InvalidInput if it cannot be loaded
     */
    public static void load() {
        Torch.useOneThread();
    }

    /** Its version with its bindings, e.g. {@code 2.10.0-1.5.13}; read from the jar, without loading the library. */
    public static String version() {
        return Optional.ofNullable(Tensor.class.getPackage().getImplementationVersion()).orElse("unknown");
    }
}
