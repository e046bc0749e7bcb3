package io.sextant.device.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Keeps the end of what a process writes to its standard error, and never lets it wait for a reader. */
final class StreamTail {
    private static final int KEPT_BYTES = 4096;

    private final byte[] ring = new byte[KEPT_BYTES];
    private long written;
    private final Thread reader;

    StreamTail(InputStream stream, String name) {
        reader = new Thread(() -> drain(stream), name);
        reader.setDaemon(true);
        reader.start();
    }

    private void drain(InputStream stream) {
        byte[] chunk = new byte[8192];
        try {
            for (int n = stream.read(chunk); n >= 0; n = stream.read(chunk)) {
                keep(chunk, n);
            }
        } catch (IOException e) {
            // The process is gone and its stream with it: what was read until now is its tail.
            return;
        }
    }

    private synchronized void keep(byte[] chunk, int length) {
        for (int i = Math.max(0, length - KEPT_BYTES); i < length; i++) {
            ring[(int) (written++ % KEPT_BYTES)] = chunk[i];
        }
    }

    /** The last lines that are not blank, at most {@code most}; waits shortly for the end of the stream if the process has ended. */
    String lastLines(int most) {
        try {
            reader.join(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<String> lines = text().lines().filter(line -> !line.isBlank()).toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - most), lines.size()));
    }

    private synchronized String text() {
        int length = (int) Math.min(written, KEPT_BYTES);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = ring[(int) ((written - length + i) % KEPT_BYTES)];
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
