package io.sextant.device.run;

import java.nio.file.Path;
import java.util.List;

/**
 * How to start a process that executes the programs of one backend and speaks the worker protocol ({@link WorkerLoop}) over its
 * standard streams.
 *
 * @param command program and arguments
 */
public record WorkerCommand(List<String> command) {
    public WorkerCommand {
        command = List.copyOf(command);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a command names a program");
        }
    }

    /**
     * A Java virtual machine with this one's class path, whose {@code main} calls {@link WorkerLoop#serveStandardStreams}. It has
     * the fewest threads of its own (serial collector), leaves no files behind when it crashes, and ends when its heap is full.
     *
     * @param heapMebibytes bound of the Java heap; the engine's native memory is bounded by {@link WorkerLimits}
     */
    public static WorkerCommand ofJava(Class<?> main, int heapMebibytes) {
        return new WorkerCommand(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + heapMebibytes + "m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData",
            "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=/dev/null",
            "-cp", System.getProperty("java.class.path"), main.getName()));
    }
}
