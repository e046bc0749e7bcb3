package io.sextant.codegen.c.tuning;

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
 * The child process that computes and times variants. One that fails takes the process with it; the next gets a fresh one. What fails in a
 * process that ran others before is tried once more in a fresh one: it may have been their fault.
 */
final class VariantProcess implements AutoCloseable {
    private final Supplier<WorkerCommand> command;
    private final WorkerLimits limits;
    private final Set<String> loaded = new HashSet<>();
    private Optional<WorkerProcess> process = Optional.empty();
    private boolean used;

    VariantProcess(Supplier<WorkerCommand> command, WorkerLimits limits) {
        this.command = command;
        this.limits = limits;
    }

    /**
     * A variant as files.
     *
     * @param label    of the process's own
     * @param artifact what it loads
     * @param folder   with its inputs; takes its outputs
     */
    record Prepared(String label, Path artifact, Path folder) {
    }

    private interface Question<T> {
        T ask(WorkerProcess running) throws WorkerFailure;
    }

    /** Has a variant compute the inputs in its folder; the output is there afterwards. */
    void compute(Prepared variant) throws WorkerFailure {
        asked(running -> {
            release(variant.label(), running);
            ready(variant, running);
            return true;
        });
    }

    /** A typical time of {@code calls} calls in cycles. */
    double cycles(Prepared variant, int calls) throws WorkerFailure {
        return asked(running -> {
            ready(variant, running);
            return running.layers(variant.label(), calls).get(0);
        });
    }

    private <T> T asked(Question<T> question) throws WorkerFailure {
        boolean fresh = !used;
        try {
            return question.ask(running());
        } catch (WorkerFailure e) {
            end();
            if (fresh || e.kind() != WorkerFailure.Kind.LOST) {
                throw e;
            }
            return asked(question);
        }
    }

    private WorkerProcess running() throws WorkerFailure {
        if (process.isEmpty()) {
            process = Optional.of(WorkerProcess.start(command.get(), limits));
        }
        return process.get();
    }

    /** A variant computes once in each process before it is timed there. */
    private void ready(Prepared variant, WorkerProcess running) throws WorkerFailure {
        if (loaded.contains(variant.label())) {
            return;
        }
        running.load(variant.label(), variant.artifact(), 1);
        running.compute(variant.label(), variant.folder());
        loaded.add(variant.label());
        used = true;
    }

    /** Frees the memory of a variant. */
    void release(Prepared variant) {
        process.ifPresent(running -> {
            try {
                release(variant.label(), running);
            } catch (WorkerFailure e) {
                end();
            }
        });
    }

    private void release(String label, WorkerProcess running) throws WorkerFailure {
        if (loaded.remove(label)) {
            running.unload(label);
        }
    }

    /** Of a process in which something went wrong nobody knows what is in its memory. */
    void end() {
        process.ifPresent(WorkerProcess::close);
        process = Optional.empty();
        loaded.clear();
        used = false;
    }

    @Override
    public void close() {
        end();
    }
}
