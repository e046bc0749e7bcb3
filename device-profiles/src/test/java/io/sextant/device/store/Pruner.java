package io.sextant.device.store;

import com.fasterxml.jackson.databind.node.IntNode;
import java.io.IOException;
import java.nio.file.Path;

/** Writes a store anew again and again, in a process of its own, and prints a line after each time. */
final class Pruner {
    private Pruner() {
    }

    public static void main(String[] arguments) {
        try (Store store = Store.open(Path.of(arguments[0]))) {
            for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
                store.put(new Entry("dropped", "pruner", IntNode.valueOf(i)));
                store.prune(record -> record.kind().equals("dropped"));
                System.out.println(i);
            }
        }
    }

    static Process start(Path home, int times) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
            "-cp", System.getProperty("java.class.path"), Pruner.class.getName(), home.toString(), Integer.toString(times))
            .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}
