package io.sextant.toolchain;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** A folder that lives as long as a try block. */
public final class TemporaryFolder implements AutoCloseable {
    private final Path path;

    private TemporaryFolder(Path path) {
        this.path = path;
    }

    /**
     * A new folder with an absolute path, readable by its owner only.
     *
     * @param parent is made if it is not there; on its file system results can be moved to their places atomically
     */
    public static TemporaryFolder in(Path parent, String prefix) throws IOException {
        return new TemporaryFolder(Files.createTempDirectory(Files.createDirectories(parent.toAbsolutePath().normalize()), prefix));
    }

    public Path path() {
        return path;
    }

    /** Deletes the folder with all that is in it. */
    @Override
    public void close() throws IOException {
        delete(path);
    }

    /** Deletes a folder with all that is in it, following no links. */
    static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
