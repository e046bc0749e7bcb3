package io.sextant.ir.file;

import io.sextant.ir.InvalidInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads text files that anybody may have written. */
public final class TextFile {
    private TextFile() {
    }

    /**
     * The whole text.
     *
     * @param mostBytes a larger file is refused, and no more of it is read
     * @param expected  what the file should be, for messages, e.g. {@code a device profile}
     * @throws InvalidInput if there is no such file, or it cannot be read, is too large or no UTF-8
     */
    public static String read(Path path, int mostBytes, String expected) {
        try (InputStream content = Files.newInputStream(path)) {
            byte[] bytes = content.readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes) {
                throw new InvalidInput(path + ": larger than " + mostBytes + " bytes; expected " + expected);
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidInput(path + ": not UTF-8 text; expected " + expected, e);
        } catch (NoSuchFileException e) {
            throw new InvalidInput(path + ": no such file; expected " + expected, e);
        } catch (IOException e) {
            throw new InvalidInput(path + ": cannot be read: " + FileFailure.reason(e) + "; expected " + expected, e);
        }
    }
}
