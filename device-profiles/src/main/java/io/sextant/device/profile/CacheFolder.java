package io.sextant.device.profile;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the caches that Linux lists in {@code /sys/devices/system/cpu/cpu0/cache/index*}; some virtual machines have none. */
final class CacheFolder {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})([KMG]?)");

    private CacheFolder() {
    }

    /** Nothing if the folder is missing or lists no cache that can be understood. */
    static List<Cache> read(Path folder) {
        TreeMap<String, Cache> caches = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "index*")) {
            for (Path entry : entries) {
                cache(entry).ifPresent(cache -> caches.put(cache.name(), cache));
            }
        } catch (IOException missing) {
            return List.of();
        }
        return new ArrayList<>(caches.values());
    }

    private static Optional<Cache> cache(Path entry) throws IOException {
        String suffix = switch (word(entry, "type")) {
            case "Data" -> "d";
            case "Instruction" -> "i";
            case "Unified" -> "";
            default -> "?";
        };
        Matcher size = SIZE.matcher(word(entry, "size"));
        if (!size.matches() || Long.parseLong(size.group(1)) == 0) {
            return Optional.empty();
        }
        int shift = switch (size.group(2)) {
            case "K" -> 10;
            case "M" -> 20;
            case "G" -> 30;
            default -> 0;
        };
        return Cache.named("l" + word(entry, "level") + suffix, Long.parseLong(size.group(1)) << shift);
    }

    private static String word(Path entry, String name) throws IOException {
        Path file = entry.resolve(name);
        return Files.isReadable(file) ? Files.readString(file).strip() : "";
    }
}
