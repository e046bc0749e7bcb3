package io.sextant.codegen.c.proof;

import io.sextant.device.run.WorkerCommand;
import io.sextant.device.run.WorkerFailure;
import io.sextant.device.run.WorkerLimits;
import io.sextant.device.run.WorkerProcess;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The child process that runs unproven objects. It serves for several, as its start takes longer than most proofs, and ends with this
 * process. An object that fails in one that ran others before gets a fresh one; whatever fails takes its process with it. So does a second
 * object of the same file name, since in one process the first would run in its place: the name tells the entry.
 */
public final class ProvingProcess implements AutoCloseable {
    private static final String LABEL = "unproven";
    /** Objects stay in the memory of a process, which would find the functions of another one by the same name. */
    private static final int MOST_OBJECTS = 64;

    private final Supplier<WorkerCommand> command;
    private final WorkerLimits limits;
    private Optional<WorkerProcess> process = Optional.empty();
    private final Set<Path> names = new HashSet<>();

    public ProvingProcess(Supplier<WorkerCommand> command, WorkerLimits limits) {
        this.command = command;
        this.limits = limits;
    }

    /** Has {@code object} compute the inputs in {@code folder}; its outputs are there afterwards. */
    synchronized void compute(Path object, Path folder) throws WorkerFailure {
        if (names.size() == MOST_OBJECTS || names.contains(object.getFileName())) {
            end();
        }
        boolean fresh = process.isEmpty();
        try {
            attempt(object, folder);
        } catch (WorkerFailure e) {
            end();
            if (fresh) {
                throw e;
            }
            compute(object, folder);
        }
    }

    private void attempt(Path object, Path folder) throws WorkerFailure {
        if (process.isEmpty()) {
            process = Optional.of(WorkerProcess.start(command.get(), limits));
        }
        names.add(object.getFileName());
        WorkerProcess running = process.get();
        running.load(LABEL, object, 1);
        running.compute(LABEL, folder);
        running.unload(LABEL);
    }

    /** After a failure, or results that differ, nobody knows what is in its memory. */
    synchronized void end() {
        process.ifPresent(WorkerProcess::close);
        process = Optional.empty();
        names.clear();
    }

    @Override
    public void close() {
        end();
    }
}
