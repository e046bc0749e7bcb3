package io.sextant.ir.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes files whole or not at all, through a temporary file beside them: nobody reads half of one, a failure leaves what was there
 * before and nothing else, and of several writers the last one wins.
 */
public final class AtomicFile {
    private AtomicFile() {
    }

    /** Writes the text in UTF-8. */
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    public static void write(Path file, byte[] bytes) throws IOException {
        write(file, out -> out.write(bytes));
    }

    /** Copies all of {@code content}, which stays open. */
    public static void write(Path file, InputStream content) throws IOException {
        write(file, content::transferTo);
    }

    /**
     * Moves {@code whole} to {@code target}, replacing what is there.
     *
     * @param whole on the same file system
     */
    public static void publish(Path whole, Path target) throws IOException {
        Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @FunctionalInterface
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private static void write(Path file, Content content) throws IOException {
        Path target = file.toAbsolutePath();
        Path part = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (OutputStream out = create(part)) {
                content.writeTo(out);
            }
            publish(part, target);
        } catch (IOException | RuntimeException failure) {
            discard(part, failure);
            throw failure;
        }
    }

    /** Names the folder in failures, since the temporary file's name says nothing to anybody. */
    private static OutputStream create(Path part) throws IOException {
        try {
            return Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (NoSuchFileException missing) {
            throw new NoSuchFileException(part.getParent().toString());
        } catch (AccessDeniedException denied) {
            throw new AccessDeniedException(part.getParent().toString());
        }
    }

    private static void discard(Path part, Exception failure) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException left) {
            failure.addSuppressed(left);
        }
    }
}
