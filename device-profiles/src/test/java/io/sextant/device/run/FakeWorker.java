package io.sextant.device.run;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A worker whose artefacts are text files that say what running them does: {@code work N} steps of integer work, or a misbehaviour.
 * An artefact {@code log FILE} appends its own name to a file with every run, {@code slow FILE} after 5 ms; a {@code victim} crashes
 * once a {@code poison} is loaded.
 */
public final class FakeWorker implements Executor {
    private final List<ByteBuffer> leaked = new ArrayList<>();
    private long state = 1;
    private boolean poisoned;

    public static void main(String[] arguments) throws IOException {
        WorkerLoop.serveStandardStreams(new FakeWorker());
    }

    /** A real child process on this class path. */
    public static WorkerCommand command() {
        return WorkerCommand.ofJava(FakeWorker.class, 64);
    }

    public static Path artifact(Path folder, String name, String behaviour) throws IOException {
        return Files.writeString(folder.resolve(name), behaviour);
    }

    @Override
    public Loaded load(Path artifact, int threads) throws Exception {
        String[] words = Files.readString(artifact).split(" ", 2);
        if (words[0].equals("refuse")) {
            throw new IllegalArgumentException(words[1]);
        }
        if (words[0].equals("exit-on-load")) {
            System.err.println("about to exit");
            Runtime.getRuntime().halt(3);
        }
        poisoned |= words[0].equals("poison");
        return new FakeProgram(artifact, words[0], words.length > 1 ? words[1] : "");
    }

    private final class FakeProgram implements Loaded {
        private final Path artifact;
        private final String verb;
        private final String argument;
        private final int steps;

        FakeProgram(Path artifact, String verb, String argument) {
            this.artifact = artifact;
            this.verb = verb;
            this.argument = argument;
            this.steps = verb.equals("work") ? Integer.parseInt(argument) : 0;
        }

        @Override
        public void run() throws Exception {
            switch (verb) {
                case "work" -> work(steps);
                case "log" -> Files.writeString(Path.of(argument), artifact.getFileName() + "\n", StandardOpenOption.APPEND);
                case "slow" -> {
                    Thread.sleep(5);
                    Files.writeString(Path.of(argument), artifact.getFileName() + "\n", StandardOpenOption.APPEND);
                }
                case "print" -> System.out.println("a stray line of the engine");
                case "fail" -> throw new IllegalStateException(argument);
                case "exit" -> Runtime.getRuntime().halt(Integer.parseInt(argument));
                case "poison" -> work(1_000);
                case "victim" -> work(poisoned ? die() : 1_000);
                case "segv" -> writeToAddressZero();
                case "hang" -> hang();
                case "garbage" -> rawOutput().println("\u0001\u0002 not the protocol");
                case "flood" -> flood();
                case "leak" -> leak();
                default -> throw new IllegalArgumentException("unknown behaviour " + verb);
            }
        }

        @Override
        public void close() {
            leaked.clear();
        }
    }

    private void work(int steps) {
        long x = state;
        for (int i = 0; i < steps; i++) {
            x ^= x << 13;
            x ^= x >>> 7;
            x ^= x << 17;
        }
        state = x;
    }

    private static int die() {
        Runtime.getRuntime().halt(134);
        return 0;
    }

    private static void writeToAddressZero() throws ReflectiveOperationException {
        Field field = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
        field.setAccessible(true);
        field.getType().getMethod("putLong", long.class, long.class).invoke(field.get(null), 0L, 0L);
    }

    private static PrintStream rawOutput() {
        return new PrintStream(new FileOutputStream(FileDescriptor.out), true);
    }

    private static void flood() {
        PrintStream output = rawOutput();
        while (true) {
            output.print("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
        }
    }

    private static void hang() {
        while (true) {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void leak() {
        ByteBuffer block = ByteBuffer.allocateDirect(8 << 20);
        for (int i = 0; i < block.capacity(); i += 1024) {
            block.put(i, (byte) 1);
        }
        leaked.add(block);
    }
}
