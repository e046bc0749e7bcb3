package io.sextant.ir.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file or folder could not be used, in words: the messages of {@link FileSystemException} are often a bare path. */
public final class FileFailure {
    private FileFailure() {
    }

    /** {@code no permission for /opt/x}, {@code No space left on device}. */
    public static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile();
        }
        if (failure instanceof NoSuchFileException missing) {
            return "no such file or folder: " + missing.getFile();
        }
        if (failure instanceof FileAlreadyExistsException existing) {
            return "there is a file of that name already: " + existing.getFile();
        }
        if (failure instanceof FileSystemException system && system.getReason() != null) {
            return system.getOtherFile() == null ? system.getFile() + ": " + system.getReason() : system.getReason();
        }
        return failure instanceof FileSystemException || failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
