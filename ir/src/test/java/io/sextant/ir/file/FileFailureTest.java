package io.sextant.ir.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FileFailureTest {
    @Test
    void putsTheClassOfAFailureIntoWords() {
        assertEquals("no permission for /opt/x", FileFailure.reason(new AccessDeniedException("/opt/x")));
        assertEquals("no such file or folder: /opt/x", FileFailure.reason(new NoSuchFileException("/opt/x")));
        assertEquals("there is a file of that name already: /opt/x", FileFailure.reason(new FileAlreadyExistsException("/opt/x")));
        assertEquals("/opt/x: Not a directory", FileFailure.reason(new FileSystemException("/opt/x", null, "Not a directory")));
        assertEquals("Is a directory", FileFailure.reason(new FileSystemException("/opt/.x.part", "/opt/x", "Is a directory")));
        assertEquals("java.nio.file.FileSystemException: /opt/x", FileFailure.reason(new FileSystemException("/opt/x")));
        assertEquals("No space left on device", FileFailure.reason(new IOException("No space left on device")));
        assertEquals("java.io.IOException", FileFailure.reason(new IOException()));
    }
}
