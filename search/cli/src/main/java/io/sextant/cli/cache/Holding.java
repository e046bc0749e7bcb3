package io.sextant.cli.cache;

import io.sextant.device.store.Amount;
import io.sextant.device.store.StoreSurvey.Group;
import java.util.Optional;

/**
 * Things of one sort that are kept, or were.
 *
 * @param what           kind of the records, or name of the folder, e.g. {@code measurement/1} or {@code toolchain}
 * @param device         fingerprint
 * @param implementation of records; of folders the version or the backend
 */
public record Holding(String what, Optional<String> device, Optional<String> implementation, Validity validity, Amount amount) {
    /** Older values of records, and what is damaged: of no use to anybody. */
    public static final String SUPERSEDED = "superseded records";
    public static final String DAMAGED = "damaged records";
    /** Kept, but not understood. */
    static final String NEWER = "records of a newer version";
    /** Kept: users write them, too. */
    static final String PROFILES = "device profiles";
    static final String PROGRAMS = "programs";

    static Holding of(Group records, Current current, Amount amount) {
        return new Holding(records.kind(), records.device(), records.implementation(), current.of(records), amount);
    }

    static Holding of(String what, Amount amount) {
        return new Holding(what, Optional.empty(), Optional.empty(), Validity.UNKNOWN, amount);
    }

    /** Whether any pruning removes it. */
    public boolean isUseless() {
        return what.equals(SUPERSEDED) || what.equals(DAMAGED);
    }

    public boolean isProgram() {
        return what.equals(PROGRAMS);
    }
}
