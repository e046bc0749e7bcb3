package io.sextant.cli.compile;

import io.sextant.cli.terminal.OutputFile;
import io.sextant.codegen.c.emit.CName;
import io.sextant.codegen.c.emit.EmittedProgram;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.file.FileFailure;
import io.sextant.toolchain.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder of emitted C: there with all its files, or not at all. */
final class CFolder {
    private final Path path;
    private final CName name;

    /** @throws InvalidInput if nothing can be written there, or something is there that was not asked to be replaced */
    CFolder(Path path, CName name, boolean force) {
        this.name = name;
        this.path = resolved(path);
        List<String> there = content();
        if (!there.isEmpty() && !force) {
            throw new InvalidInput(path + " is there already and not empty; name another folder with --out, or replace it with --force");
        }
        there.stream().filter(file -> !isOurs(file)).findFirst().ifPresent(other -> {
            throw new InvalidInput(path + " holds " + other + ", which is no file of this network's C; --force does not replace such a folder,"
                + " name another with --out");
        });
    }

    /** Without links, so that what they lead to is written, and they stay. */
    private static Path resolved(Path path) {
        if (path.toString().isEmpty()) {
            throw new InvalidInput("--out names no folder; name one, e.g. --out model-c");
        }
        if (Files.isSymbolicLink(path) && !Files.exists(path)) {
            throw new InvalidInput(path + " is a link to what does not exist; name another folder with --out");
        }
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new InvalidInput(path + " is a file; --emit c writes a folder, name another with --out");
        }
        if (Files.isDirectory(path) && !Files.isWritable(path)) {
            throw new InvalidInput(path + " cannot be written; name another folder with --out");
        }
        if (!Files.isDirectory(path)) {
            OutputFile.requireFolder(path);
        }
        try {
            return Files.isDirectory(path) ? path.toRealPath()
                : path.toAbsolutePath().getParent().toRealPath().resolve(path.getFileName());
        } catch (IOException failure) {
            throw new InvalidInput("cannot read " + path + ": " + FileFailure.reason(failure), failure);
        }
    }

    private boolean isOurs(String file) {
        return EmittedProgram.files(name).contains(file) && Files.isRegularFile(path.resolve(file), LinkOption.NOFOLLOW_LINKS);
    }

    private List<String> content() {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException failure) {
            throw new InvalidInput("cannot read " + path + ": " + FileFailure.reason(failure), failure);
        }
    }

    /** Writes all files into a folder. */
    @FunctionalInterface
    interface Writer {
        void writeTo(Path folder) throws IOException;
    }

    /** What was written, with the bytes of each file. */
    Map<String, Long> publish(Writer writer) {
        boolean stays = Files.isDirectory(path);
        try (TemporaryFolder work = TemporaryFolder.in(stays ? path : path.getParent(), ".sextant-c-")) {
            Path made = Files.createDirectory(work.path().resolve("made"));
            writer.writeTo(made);
            Map<String, Long> sizes = new LinkedHashMap<>();
            for (String file : EmittedProgram.files(name)) {
                if (Files.exists(made.resolve(file))) {
                    sizes.put(file, Files.size(made.resolve(file)));
                }
            }
            if (stays) {
                new FolderExchange(path, Files.createDirectory(work.path().resolve("before"))).replace(EmittedProgram.files(name), made);
            } else {
                Files.move(made, path, StandardCopyOption.ATOMIC_MOVE);
            }
            return sizes;
        } catch (IOException failure) {
            throw new InvalidInput("cannot write " + path + ": " + FileFailure.reason(failure), failure);
        }
    }
}
