package io.sextant.device.store;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.file.FileFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A folder of files that the program made and would make again: compiled programs, an unpacked toolchain or engine. */
public record KeptFolder(Path path) {
    private static final String REMOVED = ".removed-";

    /** The folders in {@code parent} by name, without hidden ones; none if there is no such folder. */
    public static List<KeptFolder> in(Path parent) {
        return children(parent, "*").stream().filter(path -> Files.isDirectory(path) && !path.getFileName().toString().startsWith("."))
            .sorted().map(KeptFolder::new).toList();
    }

    private static List<Path> children(Path parent, String pattern) {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, pattern)) {
            entries.forEach(children::add);
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        } catch (IOException e) {
            throw unusable("read", parent, e);
        }
        return children;
    }

    /** The folder's last name. */
    public String name() {
        return path.getFileName().toString();
    }

    /** Its files, below it at any depth, with the dates of their last change; links are not followed. */
    public Amount amount() {
        return files(date -> true, file -> { });
    }

    /** Those of them whose dates are {@code asked} for. */
    public Amount amount(Predicate<Instant> asked) {
        return files(asked, file -> { });
    }

    /** Deletes the files whose dates are {@code asked} for; what was deleted. */
    public Amount removeFiles(Predicate<Instant> asked) {
        return files(asked, Files::deleteIfExists);
    }

    /**
     * Removes the folder at one stroke: it is given another name before its files are deleted, so that nobody meets a part of it. What
     * a killed process left of that is removed as well.
     */
    public Amount remove() {
        Amount amount = amount();
        Path removed = path.resolveSibling(REMOVED + name());
        try {
            delete(removed);
            Files.move(path, removed, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unusable("remove", path, e);
        }
        removeLeftovers(path.getParent());
        return amount;
    }

    /** Removes what killed processes left of folders in {@code parent} that they were removing. */
    public static void removeLeftovers(Path parent) {
        for (Path left : children(parent, REMOVED + "*")) {
            try {
                delete(left);
            } catch (IOException e) {
                throw unusable("remove", left, e);
            }
        }
    }

    private interface FileAction {
        void accept(Path file) throws IOException;
    }

    private Amount files(Predicate<Instant> asked, FileAction action) {
        List<Amount> amounts = new ArrayList<>();
        try {
            Files.walkFileTree(path, new Walk() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Instant date = attributes.lastModifiedTime().toInstant();
                    if (asked.test(date)) {
                        amounts.add(Amount.of(attributes.isRegularFile() ? attributes.size() : 0, Optional.of(date)));
                        action.accept(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw unusable("read", path, e);
        }
        return amounts.stream().reduce(Amount.NONE, Amount::plus);
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new Walk() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Files may go while one looks: others use the home as well. */
    private static class Walk extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }
    }

    private static InvalidInput unusable(String what, Path path, IOException cause) {
        return new InvalidInput("cannot " + what + " " + path + ": " + FileFailure.reason(cause) + "; check its permissions", cause);
    }
}
