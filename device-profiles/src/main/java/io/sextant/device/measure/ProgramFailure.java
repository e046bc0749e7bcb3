package io.sextant.device.measure;

import io.sextant.device.run.WorkerFailure;

/** A worker failed while it was busy with one of its programs. */
final class ProgramFailure extends Exception {
    private final int index;
    private final WorkerFailure.Kind kind;

    /** @param index place of the program in the list that was measured */
    ProgramFailure(int index, WorkerFailure cause) {
        super(cause.getMessage(), cause);
        this.index = index;
        this.kind = cause.kind();
    }

    int index() {
        return index;
    }

    WorkerFailure.Kind kind() {
        return kind;
    }
}
