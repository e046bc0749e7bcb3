package io.sextant.device.run;

/** A worker could not do what was asked; the message is fit for a person. */
public final class WorkerFailure extends Exception {
    /** What became of the worker. */
    public enum Kind {
        /** The engine refused; the worker lives and can be asked again. */
        REFUSED,
        /** No answer in time; the worker was killed. */
        TIMED_OUT,
        /** The worker could not be started. */
        NOT_STARTED,
        /** The worker crashed, used too much memory or broke the protocol; it is gone. */
        LOST
    }

    private final Kind kind;

    WorkerFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
