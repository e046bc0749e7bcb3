package io.sextant.device.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file of lines to which several processes, and several threads of each, append. Whoever appends holds the lock of the file, so a
 * line without its line feed at the end is what a process left that was killed; the next one that appends removes it.
 */
final class RecordFile implements AutoCloseable {
    /** Longer lines are damage; nothing that is stored comes near. */
    private static final int LONGEST_LINE = 64 << 20;
    private static final int CHUNK = 1 << 16;
    /** A lock of a file belongs to the whole process, so that threads need one of their own. */
    private static final ConcurrentHashMap<Path, ReentrantLock> IN_PROCESS = new ConcurrentHashMap<>();

    private final FileChannel channel;
    private final ReentrantLock inProcess;

    RecordFile(Path file) throws IOException {
        inProcess = IN_PROCESS.computeIfAbsent(file.toAbsolutePath().normalize(), path -> new ReentrantLock());
        channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            channel.close();
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
            FileLock lock = channel.lock();
            try {
                return action.run();
            } finally {
                lock.release();
            }
        } finally {
            inProcess.unlock();
        }
    }

    /** Told of each whole line, without its line feed; of one that is too long, only the beginning. */
    interface LineReader {
        void line(long offset, byte[] line);
    }

    /** Reads whole lines from {@code begin} on; where the last of them ends. To be called while locked. */
    long read(long begin, LineReader reader) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long lineBegin = begin;
        long position = begin;
        long size = channel.size();
        while (position < size) {
            chunk.clear();
            int length = channel.read(chunk, position);
            for (int i = 0; i < length; i++) {
                byte b = chunk.get(i);
                if (b == '\n') {
                    reader.line(lineBegin, line.toByteArray());
                    line.reset();
                    lineBegin = position + i + 1;
                } else if (line.size() < LONGEST_LINE) {
                    line.write(b);
                }
            }
            position += Math.max(1, length);
        }
        return lineBegin;
    }

    /** The bytes of one line that was read before. */
    byte[] read(long offset, int length) throws IOException {
        ByteBuffer line = ByteBuffer.allocate(length);
        while (line.hasRemaining() && channel.read(line, offset + line.position()) > 0) {
            continue;
        }
        return line.array();
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

    /** Closing any channel of a file gives up this process's lock of it, so no thread may be appending. */
    @Override
    public void close() throws IOException {
        inProcess.lock();
        try {
            channel.close();
        } finally {
            inProcess.unlock();
        }
    }
}
