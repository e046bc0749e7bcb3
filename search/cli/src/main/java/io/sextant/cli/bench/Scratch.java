package io.sextant.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where this process puts what it compiles, measures and deletes again; takes away what processes that were killed left there. */
final class Scratch {
    /** A process of another container that shares the folder may have the number of one that has ended here. */
    private static final Duration ABANDONED = Duration.ofMinutes(15);

    private Scratch() {
    }

    /** The folder of this process below {@code home}; it is made when something is put there. */
    static Path of(Path home, Instant now) {
        Path all = home.resolve("scratch");
        for (Path folder : folders(all)) {
            if (abandoned(folder, now)) {
                delete(folder);
            }
        }
        return all.resolve(String.valueOf(ProcessHandle.current().pid()));
    }

    private static boolean abandoned(Path folder, Instant now) {
        try {
            long process = Long.parseLong(folder.getFileName().toString());
            return ProcessHandle.of(process).isEmpty() && Files.getLastModifiedTime(folder).toInstant().plus(ABANDONED).isBefore(now);
        } catch (NumberFormatException | IOException e) {
            return false;
        }
    }

    private static List<Path> folders(Path parent) {
        try (Stream<Path> folders = Files.list(parent)) {
            return folders.toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** As far as it goes: what is left costs space, no result. */
    private static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            return;
        }
    }
}
