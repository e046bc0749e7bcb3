package io.sextant.cli.show;

import java.util.Optional;

/**
 * The time that a layer needs at least.
 *
 * @param compute its arithmetic at the device's peak in ns; empty if that is not known
 * @param memory  moving its bytes in ns; empty if no bandwidth is known
 */
record Floor(Optional<Double> compute, Optional<Double> memory) {
    /** What keeps a layer from being faster. */
    enum Bound {
        COMPUTE("compute"), MEMORY("memory"), UNKNOWN("-");

        private final String text;

        Bound(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /** In ns; 0 if nothing is known. */
    double nanos() {
        return Math.max(compute.orElse(0.0), memory.orElse(0.0));
    }

    Bound bound() {
        if (compute.isEmpty() && memory.isEmpty()) {
            return Bound.UNKNOWN;
        }
        return compute.orElse(0.0) > memory.orElse(0.0) ? Bound.COMPUTE : Bound.MEMORY;
    }
}
