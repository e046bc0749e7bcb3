package io.sextant.device.store;

import com.fasterxml.jackson.databind.node.IntNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntConsumer;

/** Appends numbers to a store, in a process of its own, and prints each number once it is stored. */
final class Appender {
    private Appender() {
    }

    public static void main(String[] arguments) {
        try (Store store = Store.open(Path.of(arguments[0]))) {
            append(store, arguments[1], Integer.parseInt(arguments[2]), System.out::println);
        }
    }

    static void append(Store store, String prefix, int records, IntConsumer whenStored) {
        for (int i = 0; i < records; i++) {
            store.put(new Entry("number", prefix + i, IntNode.valueOf(i)));
            whenStored.accept(i);
        }
    }

    static Process start(Path home, String prefix, int records) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
            "-cp", System.getProperty("java.class.path"), Appender.class.getName(), home.toString(), prefix, Integer.toString(records))
            .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}
