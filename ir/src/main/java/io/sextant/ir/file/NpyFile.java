package io.sextant.ir.file;

import io.sextant.ir.InvalidInput;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array of f32 in NumPy's file format, versions 1 to 3: a header that is checked against the file's length, and little-endian
 * elements in row-major order, of which no more are read than are asked for. Format: numpy.lib.format.
 *
 * @param offset of the first element in the file
 */
public record NpyFile(Path path, List<Integer> shape, long offset) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MOST_HEADER_BYTES = 1 << 16;
    private static final long MOST_ELEMENTS = 1L << 40;
    private static final int MOST_DIMENSIONS = 32;
    private static final Pattern DESCRIPTION = Pattern.compile("'descr'\\s*:\\s*'([^']{1,16})'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9, ]*)\\)");

    public NpyFile {
        shape = List.copyOf(shape);
    }

    /**
     * Reads the header.
     *
     * @throws InvalidInput if there is no such file, or it holds no such array, or not all of it
     */
    public static NpyFile open(Path path) {
        try (SeekableByteChannel file = Files.newByteChannel(path)) {
            ByteBuffer start = read(file, MAGIC.length + 2);
            for (byte expected : MAGIC) {
                require(start.get() == expected, path, "it does not begin as a .npy file does");
            }
            int version = start.get();
            require(version >= 1 && version <= 3, path, "its format version is 1, 2 or 3, got " + version);
            ByteBuffer size = read(file, version == 1 ? Short.BYTES : Integer.BYTES);
            long length = version == 1 ? Short.toUnsignedLong(size.getShort()) : Integer.toUnsignedLong(size.getInt());
            require(length <= MOST_HEADER_BYTES, path, "its header is " + length + " bytes long, more than " + MOST_HEADER_BYTES);
            String header = StandardCharsets.ISO_8859_1.decode(read(file, (int) length)).toString();
            NpyFile opened = new NpyFile(path, shape(path, header), file.position());
            long bytes = file.size() - opened.offset;
            require(bytes == opened.elements() * Float.BYTES, path, "shape " + opened.shape + " takes " + opened.elements() * Float.BYTES
                + " bytes behind the header, there are " + bytes);
            return opened;
        } catch (EOFException e) {
            throw new InvalidInput(path + " is no array that can be read: it ends within its header", e);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static InvalidInput unreadable(Path path, IOException e) {
        return new InvalidInput(path + (e instanceof NoSuchFileException ? ": no such file" : ": cannot be read: " + FileFailure.reason(e)), e);
    }

    private static void require(boolean holds, Path path, String reason) {
        if (!holds) {
            throw new InvalidInput(path + " is no array that can be read: " + reason);
        }
    }

    private static String field(Path path, String header, Pattern pattern, String name) {
        Matcher matcher = pattern.matcher(header);
        require(matcher.find(), path, "its header has no " + name + " in the form that NumPy writes");
        return matcher.group(1);
    }

    private static List<Integer> shape(Path path, String header) {
        String description = field(path, header, DESCRIPTION, "descr");
        require(description.equals("<f4"), path, "its elements are '" + description + "'; expected f32, '<f4': save it as "
            + "array.astype('float32')");
        require(field(path, header, ORDER, "fortran_order").equals("False"), path, "its order is Fortran's; expected C's: save it as "
            + "numpy.ascontiguousarray(array)");
        List<Integer> shape = new ArrayList<>();
        long elements = 1;
        for (String extent : field(path, header, SHAPE, "shape").split(",")) {
            if (!extent.isBlank()) {
                require(extent.strip().matches("[0-9]{1,9}") && shape.size() < MOST_DIMENSIONS, path, "its shape has the extent "
                    + extent.strip());
                shape.add(Integer.parseInt(extent.strip()));
                elements = Math.multiplyHigh(elements, shape.get(shape.size() - 1)) != 0 ? MOST_ELEMENTS + 1
                    : elements * shape.get(shape.size() - 1);
                require(elements >= 0 && elements <= MOST_ELEMENTS, path, "its shape " + shape + " is too large");
            }
        }
        return shape;
    }

    private static ByteBuffer read(SeekableByteChannel file, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (file.read(buffer) < 0) {
                throw new EOFException();
            }
        }
        return buffer.flip();
    }

    private long elements() {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }

    /**
     * Some elements, from {@code first} on.
     *
     * @throws InvalidInput if the file cannot be read, or is shorter than it was
     */
    public float[] elements(long first, int count) {
        if (first < 0 || count < 0 || first + count > elements()) {
            throw new IllegalArgumentException(path + " has " + elements() + " elements, asked for " + count + " from " + first);
        }
        try (SeekableByteChannel file = Files.newByteChannel(path)) {
            file.position(offset + first * Float.BYTES);
            float[] elements = new float[count];
            read(file, Math.multiplyExact(count, Float.BYTES)).asFloatBuffer().get(elements);
            return elements;
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }
}
