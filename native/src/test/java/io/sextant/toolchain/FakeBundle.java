package io.sextant.toolchain;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Three small files; the one that {@code broken} names cannot be read. */
final class FakeBundle implements Bundle {
    private static final Map<String, String> FILES = Map.of("bin/clang", "compiler", "bin/lld", "linker", "lib/clang/19/include/a.h", "x");

    private final String broken;
    private final AtomicInteger opened = new AtomicInteger();

    FakeBundle(String broken) {
        this.broken = broken;
    }

    int opened() {
        return opened.get();
    }

    @Override
    public String version() {
        return "1.2.3";
    }

    @Override
    public SortedMap<String, Long> files() {
        SortedMap<String, Long> sizes = new TreeMap<>();
        FILES.forEach((path, text) -> sizes.put(path, (long) text.length()));
        return sizes;
    }

    @Override
    public InputStream open(String path) throws IOException {
        opened.incrementAndGet();
        if (path.equals(broken)) {
            throw new IOException("No space left on device");
        }
        return new ByteArrayInputStream(FILES.get(path).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
    }
}
