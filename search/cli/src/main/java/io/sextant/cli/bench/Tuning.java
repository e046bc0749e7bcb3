package io.sextant.cli.bench;

import io.sextant.codegen.c.tuning.TuningListener;
import java.util.Optional;

/** How the C backend comes to the schedules of its kernels; {@code --tuning}. */
public enum Tuning {
    /** By its analytic model. */
    NONE,
    /** By timing them, where the store does not know them. */
    MEASURED;

    /** Of {@code --tuning}, beside its default. */
    public static final String DESCRIPTION = "measured: the backend c times the ways to do each kernel and keeps the fastest;"
        + " none: it takes what its model expects to be the fastest (default: ${DEFAULT-VALUE}).";

    /**
     * That schedules are measured.
     *
     * @param fresh anew, what the store has
     */
    public record Order(boolean fresh, TuningListener listener) {
    }

    /** Empty for those of the model. */
    public Optional<Order> order(boolean fresh, TuningListener listener) {
        return this == MEASURED ? Optional.of(new Order(fresh, listener)) : Optional.empty();
    }
}
