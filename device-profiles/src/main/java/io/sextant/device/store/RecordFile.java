package io.sextant.device.store;

import io.sextant.ir.file.AtomicFile;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file of lines to which several processes, and several threads of each, append, and which any of them may replace by a shorter one.
 * Whoever appends or replaces holds the lock, which is a file of its own, since the other does not stay the same; and who gets the lock
 * first looks whether the file is still the one that it has open. A line without its line feed at the end is what a process left that
 * was killed.
 */
final class RecordFile implements AutoCloseable {
    /** Longer lines are damage; nothing that is stored comes near. */
    private static final int LONGEST_LINE = 64 << 20;
    private static final int CHUNK = 1 << 18;
    /** A lock of a file belongs to the whole process, so that threads need one of their own. */
    private static final ConcurrentHashMap<Path, ReentrantLock> IN_PROCESS = new ConcurrentHashMap<>();

    private final Path file;
    private final FileChannel lock;
    private final ReentrantLock inProcess;
    private FileChannel channel;
    private Object identity;
    private int generation;

    /** @param file in a folder that is there */
    RecordFile(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent().toRealPath();
        this.file = folder.resolve(file.getFileName());
        inProcess = IN_PROCESS.computeIfAbsent(this.file, path -> new ReentrantLock());
        lock = FileChannel.open(folder.resolve("records.lock"), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        try {
            locked(() -> generation);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** What is done while nobody else appends. */
    interface Action<T> {
        T run() throws IOException;
    }

    <T> T locked(Action<T> action) throws IOException {
        inProcess.lock();
        try {
            FileLock held = lock.lock();
            try {
                if (channel == null || !isCurrent()) {
                    open();
                }
                return action.run();
            } finally {
                held.release();
            }
        } finally {
            inProcess.unlock();
        }
    }

    /** To be called while locked, so that what is opened is what is then looked at. */
    private void open() throws IOException {
        if (channel != null) {
            channel.close();
        }
        channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        identity = attributes().fileKey();
        generation++;
        syncFolder(file.getParent());
    }

    private BasicFileAttributes attributes() throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class);
    }

    private boolean isCurrent() throws IOException {
        try {
            return Objects.equals(identity, attributes().fileKey());
        } catch (NoSuchFileException removed) {
            return false;
        }
    }

    private static void syncFolder(Path path) throws IOException {
        try (FileChannel folder = FileChannel.open(path, StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    /** Another number than before means that the file is another one, whose places are others. */
    int generation() {
        return generation;
    }

    /** Whether nothing has been appended after {@code end}, nor the file replaced. Needs no lock. */
    boolean endsAt(long end) throws IOException {
        try {
            BasicFileAttributes now = attributes();
            return now.size() == end && Objects.equals(identity, now.fileKey());
        } catch (NoSuchFileException removed) {
            return false;
        }
    }

    /** Told of each whole line, without its line feed; of one that is too long, only the beginning. */
    interface LineReader {
        void line(long offset, byte[] line) throws IOException;
    }

    /** Reads whole lines from {@code begin} on, and none beyond {@code end}; where the last of them ends. */
    long read(long begin, long end, LineReader reader) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long lineBegin = begin;
        long position = begin;
        while (position < end) {
            int length = channel.read(chunk.clear().limit((int) Math.min(CHUNK, end - position)), position);
            int done = 0;
            for (int i = 0; i < length; i++) {
                if (chunk.get(i) == '\n') {
                    append(line, chunk.array(), done, i);
                    reader.line(lineBegin, line.toByteArray());
                    line.reset();
                    done = i + 1;
                    lineBegin = position + done;
                }
            }
            append(line, chunk.array(), done, length);
            position += Math.max(1, length);
        }
        return lineBegin;
    }

    private static void append(ByteArrayOutputStream line, byte[] bytes, int begin, int end) {
        int room = LONGEST_LINE - line.size();
        if (end > begin) {
            line.write(bytes, begin, Math.min(room, end - begin));
        }
    }

    /** The bytes of one line that was read before; zeros where the file has become shorter. */
    byte[] read(long offset, int length) throws IOException {
        ByteBuffer line = ByteBuffer.allocate(length);
        while (line.hasRemaining() && channel.read(line, offset + line.position()) > 0) {
            continue;
        }
        return line.array();
    }

    /** What follows {@code end}, at most as much as a line can be long. */
    byte[] tail(long end) throws IOException {
        return read(end, (int) Math.min(LONGEST_LINE, size() - end));
    }

    long size() throws IOException {
        return channel.size();
    }

    /** Cuts off what follows {@code end}. To be called while locked. */
    void truncate(long end) throws IOException {
        channel.truncate(end);
    }

    /** Writes {@code lines} at {@code end}, whole or not at all, and returns when they are on the disk. To be called while locked. */
    void append(long end, byte[] lines) throws IOException {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(lines);
            while (buffer.hasRemaining()) {
                channel.write(buffer, end + buffer.position());
            }
            channel.force(false);
        } catch (IOException e) {
            try {
                channel.truncate(end);
            } catch (IOException cannotTruncate) {
                e.addSuppressed(cannotTruncate);
            }
            throw e;
        }
    }

    /** Writes all lines of a file that takes this one's place. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Replaces the file; until the new one is whole and on the disk, it stays as it is. To be called while locked. */
    void replace(Content content) throws IOException {
        Path target = file.toRealPath();
        Path next = next(target);
        try {
            try (FileChannel out = FileChannel.open(next, StandardOpenOption.WRITE, StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING);
                OutputStream buffered = new BufferedOutputStream(Channels.newOutputStream(out), CHUNK)) {
                keepPermissions(target, next);
                content.writeTo(buffered);
                buffered.flush();
                out.force(true);
            }
            AtomicFile.publish(next, target);
        } finally {
            Files.deleteIfExists(next);
        }
        open();
        syncFolder(target.getParent());
    }

    /** Removes what a process left that was killed while it replaced the file. To be called while locked. */
    void removeUnfinished() throws IOException {
        Files.deleteIfExists(next(file.toRealPath()));
    }

    private static Path next(Path target) {
        return target.resolveSibling(target.getFileName() + ".next");
    }

    private static void keepPermissions(Path from, Path to) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(Files.getPosixFilePermissions(from));
        }
    }

    /** Closing any channel of a file gives up this process's lock of it, so no thread may be appending. */
    @Override
    public void close() throws IOException {
        inProcess.lock();
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            try {
                lock.close();
            } finally {
                inProcess.unlock();
            }
        }
    }
}
