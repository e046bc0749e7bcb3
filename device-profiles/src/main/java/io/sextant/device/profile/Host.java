package io.sextant.device.profile;

import java.util.function.Consumer;

/** The machine that this program runs on. */
interface Host {
    /** What it is, without running anything; caches may be unknown. */
    Processor processor();

    /**
     * Measures it.
     *
     * @param progress receives one line at the beginning of each step
     */
    DeviceProfile probe(Consumer<String> progress);
}
