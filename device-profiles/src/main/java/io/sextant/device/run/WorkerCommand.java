package io.sextant.device.run;

import java.util.List;

/**
 * How to start a process that executes the programs of one backend and speaks the worker protocol (WorkerLoop) over its
 * standard streams.
 *
 * @param command program and arguments
 */
public record WorkerCommand(List<String> command) {
    public WorkerCommand {
        command = List.copyOf(command);
    }
}
