package io.sextant.cli.run;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.file.AtomicFile;
import io.sextant.ir.file.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.stream.Stream;

/** The folder of one run. Files appear whole or not at all; the journal ({@link JournalFile}) grows by whole lines. */
public final class RunFolder {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    static final String JOURNAL = "trials.jsonl";
    /** Written last. */
    static final String RECORD = "run.json";
    /** How names of the networks begin that a run keeps until its end. */
    static final String FINAL = ".final-";
    /** More than the files of a run of some thousand trials take. */
    private static final int RESERVED_BYTES = 4 << 20;

    private final Path path;

    private RunFolder(Path path) {
        this.path = path;
    }

    /** {@code runs/<time>-<space>-s<seed>} below {@code parent}. */
    public static Path defaultPath(Path parent, String space, long seed, Instant now) {
        return parent.resolve("runs").resolve(STAMP.format(now) + "-" + space + "-s" + seed);
    }

    /**
     * Makes the folder and proves that files of a run's size can be written there, before any long work begins.
     *
     * @throws InvalidInput if it cannot be made or written to, or holds a run already
     */
    public static RunFolder create(Path path) {
        if (path.toString().isBlank()) {
            throw new InvalidInput("--out '" + path + "' names no folder; write e.g. --out runs/first");
        }
        try {
            Files.createDirectories(path);
            if (Files.exists(path.resolve(RECORD)) || Files.exists(path.resolve(JOURNAL))) {
                throw new InvalidInput("the folder " + path + " holds a run already; go on with it by --resume " + path
                    + ", or give another folder with --out");
            }
            requireRoom(path);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
        return new RunFolder(path);
    }

    /**
     * The folder of a run that has begun.
     *
     * @throws InvalidInput if there is none
     */
    public static RunFolder open(Path path) {
        if (!Files.isRegularFile(path.resolve(JOURNAL))) {
            throw new InvalidInput("no run to resume in " + path + ": " + (Files.isDirectory(path) ? "it has no journal " + JOURNAL
                : "there is no such folder") + "; give the folder of a run, e.g. --resume runs/20260131-120305-mnist1d-s7");
        }
        return new RunFolder(path);
    }

    private static void requireRoom(Path path) throws IOException {
        Path probe = path.resolve(".room." + UUID.randomUUID() + ".part");
        try {
            Files.write(probe, new byte[RESERVED_BYTES], StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    /** Takes back a folder in which nothing was written, so that a run that never began leaves nothing. */
    public void discardIfEmpty() {
        try (Stream<Path> files = Files.list(path)) {
            if (files.findAny().isEmpty()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            // An empty folder does no harm, and what went wrong before is what the user must read.
            return;
        }
    }

    public Path path() {
        return path;
    }

    public Path file(String name) {
        return path.resolve(name);
    }

    /** Writes a file whole or not at all. */
    public Path write(String name, String text) {
        Path target = file(name);
        try {
            AtomicFile.write(target, text);
        } catch (IOException e) {
            throw unwritable(target, e);
        }
        return target;
    }

    /** Whether the run came to its end. */
    public boolean isComplete() {
        return Files.exists(file(RECORD));
    }

    /** Removes what was only kept so that the run could be resumed. */
    public void discardFinals() {
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.filter(each -> isForResuming(each.getFileName().toString())).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private static boolean isForResuming(String name) {
        return name.startsWith(FINAL) || name.equals(RunCosts.FILE);
    }

    static InvalidInput unwritable(Path path, IOException cause) {
        return new InvalidInput("cannot write " + path + " (" + FileFailure.reason(cause)
            + "); free some space there, or name a writable folder with --out DIR", cause);
    }
}
