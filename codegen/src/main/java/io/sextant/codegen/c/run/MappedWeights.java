package io.sextant.codegen.c.run;

import io.sextant.loading.NativeSymbol;
import io.sextant.loading.Pages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;

/**
 * The file of weights beside an object that does not hold its own. It is read, not mapped: pages of a file are small ones. The object tells
 * the file's length and checksum, so that one that is torn, or another network's, is refused.
 */
final class MappedWeights {
    /** Buffers of Java hold no more than an int counts. */
    private static final long MOST_BYTES = 1L << 30;

    private MappedWeights() {
    }

    /** Of an object {@code KEY.so}: {@code KEY.weights} beside it; of {@code libNAME.so}: {@code weights.bin}. */
    static Path file(Path object) {
        String name = object.getFileName().toString();
        return object.resolveSibling(name.startsWith("lib") ? "weights.bin" : name.replaceFirst("\\.so$", "") + ".weights");
    }

    /**
     * Reads them; empty if the object holds its own.
     *
     * @throws IllegalArgumentException if the file is not the one that was made with the object
     */
    static Optional<Pages> read(Path object, String entry) {
        Optional<LongPointer> expected = NativeSymbol.find(object, entry + "_mapped").map(LongPointer::new);
        if (expected.isEmpty()) {
            return Optional.empty();
        }
        Path file = file(object);
        long bytes = expected.get().get(0);
        try {
            long found = Files.size(file);
            if (found != bytes) {
                throw new IllegalArgumentException(file + " holds " + found + " B, the weights of " + object.getFileName() + " are " + bytes
                    + " B: it is torn, or of another network; compile again");
            }
            return Optional.of(read(file, bytes, expected.get().get(1)));
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException("the weights of " + object + " should lie beside it, but there is no " + file.getFileName(), missing);
        } catch (IOException failure) {
            throw new UncheckedIOException(file + " cannot be read", failure);
        }
    }

    private static Pages read(Path file, long bytes, long checksum) throws IOException {
        Pages pages = Pages.of(bytes);
        try {
            fill(pages, file, checksum);
        } catch (IOException | RuntimeException e) {
            pages.close();
            throw e;
        }
        pages.protect();
        return pages;
    }

    private static void fill(Pages pages, Path file, long checksum) throws IOException {
        CRC32 sum = new CRC32();
        BytePointer memory = pages.memory();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (long at = 0; at < memory.capacity(); at += MOST_BYTES) {
                ByteBuffer part = memory.getPointer(at).capacity(Math.min(MOST_BYTES, memory.capacity() - at)).asByteBuffer();
                while (part.hasRemaining() && channel.read(part) >= 0) {
                    continue;
                }
                sum.update(part.flip());
            }
        }
        if (sum.getValue() != checksum) {
            throw new IllegalArgumentException(file + " has other content than the weights that were compiled (checksum "
                + Long.toHexString(sum.getValue()) + ", expected " + Long.toHexString(checksum) + "): it is damaged, or of another network; compile again");
        }
    }
}
