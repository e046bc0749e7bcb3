package io.sextant.toolchain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One translation unit of freestanding C.
 *
 * @param name how diagnostics call it
 * @param text the source
 */
public record CSource(String name, String text) {
    public CSource {
        if (name.isBlank() || name.chars().anyMatch(c -> c == '"' || c == '\\' || c < ' ')) {
            throw new IllegalArgumentException("a source is named in one line without quotes or backslashes, got " + name);
        }
    }

    /**
     * The sources of this module one after the other; diagnostics name file and line of each.
     *
     * @param paths resources under {@code io/sextant/}, e.g. {@code probe/runtime/linux_x86_64.c}
     */
    public static CSource resources(List<String> paths) {
        StringBuilder text = new StringBuilder();
        for (String path : paths) {
            text.append("#line 1 \"").append(path).append("\"\n").append(resource(path)).append('\n');
        }
        return new CSource(paths.get(paths.size() - 1), text.toString());
    }

    private static String resource(String path) {
        try (InputStream in = CSource.class.getResourceAsStream("/io/sextant/" + path)) {
            if (in == null) {
                throw new IllegalArgumentException("no native source " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read the native source " + path, failure);
        }
    }
}
