package io.sextant.cli.run;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.file.FileFailure;
import io.sextant.ir.onnx.OnnxExport;
import io.sextant.search.loop.Event;
import io.sextant.search.port.CostOutcome;
import io.sextant.search.port.Evaluator.Finished;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The journal of a run while it goes on: {@code trials.jsonl} in its folder, a header ({@link HeaderTree}) and a line for each
 * {@link Event}. Whoever writes it holds its lock, so that a run goes on in one process only. What cannot be had again without work
 * is on the disk when {@link #append} returns.
 */
public final class JournalFile implements AutoCloseable {
    private final RunFolder folder;
    private final FileChannel channel;
    private final JournalHeader header;
    private final List<Event> before;
    private long end;

    private JournalFile(RunFolder folder, FileChannel channel, JournalContent content) {
        this.folder = folder;
        this.channel = channel;
        this.header = content.header();
        this.before = content.events();
        this.end = content.end();
    }

    /**
     * Begins the journal of a run.
     *
     * @throws InvalidInput if there is one, or it cannot be written
     */
    public static JournalFile begin(RunFolder folder, JournalHeader header) {
        Path path = folder.file(RunFolder.JOURNAL);
        FileChannel channel;
        try {
            channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw RunFolder.unwritable(path, e);
        }
        try {
            JournalFile journal = new JournalFile(folder, locked(channel, path), new JournalContent(header, List.of(), 0));
            journal.write(JsonText.line(HeaderTree.of(header)) + "\n", true);
            sync(folder.path());
            return journal;
        } catch (IOException e) {
            discard(channel, path, e);
            throw RunFolder.unwritable(path, e);
        }
    }

    private static void discard(FileChannel channel, Path path, IOException failure) {
        try {
            channel.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /**
     * Opens the journal of an interrupted run; a torn last line is cut off.
     *
     * @throws InvalidInput if it is damaged, with file and line; or if a process still writes it
     */
    public static JournalFile resume(RunFolder folder) {
        Path path = folder.file(RunFolder.JOURNAL);
        FileChannel channel;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw RunFolder.unwritable(path, e);
        }
        try {
            locked(channel, path);
            JournalContent content = JournalContent.read(folder, Channels.newInputStream(channel));
            channel.truncate(content.end());
            return new JournalFile(folder, channel, content);
        } catch (IOException | RuntimeException e) {
            close(channel, e);
            throw e instanceof IOException failed ? RunFolder.unwritable(path, failed) : (RuntimeException) e;
        }
    }

    private static void close(FileChannel channel, Exception failure) {
        try {
            channel.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static FileChannel locked(FileChannel channel, Path path) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            throw inUse(path);
        }
        throw inUse(path);
    }

    private static InvalidInput inUse(Path path) {
        return new InvalidInput("the run in " + path.getParent() + " is still going on: another process writes " + path
            + "; wait for it, or end it first");
    }

    /**
     * The header of a run's journal, without opening it.
     *
     * @throws InvalidInput as {@link #resume}
     */
    public static JournalHeader header(RunFolder folder) {
        return JournalContent.header(folder);
    }

    public JournalHeader header() {
        return header;
    }

    /** What had happened before the journal was opened. */
    public List<Event> before() {
        return before;
    }

    /**
     * Appends events, all or none.
     *
     * @throws InvalidInput if the disk is full or cannot be written; the journal is as before
     */
    public synchronized void append(List<Event> events) {
        StringBuilder lines = new StringBuilder();
        try {
            for (Event event : events) {
                if (event instanceof Event.Finished last && last.outcome() instanceof Finished finished) {
                    Path weights = folder.file(EventTree.weights(last.training()));
                    OnnxExport.write(finished.trained(), weights);
                    sync(weights);
                }
                lines.append(JsonText.line(EventTree.of(event))).append('\n');
            }
            write(lines.toString(), events.stream().anyMatch(JournalFile::precious));
        } catch (IOException e) {
            throw RunFolder.unwritable(folder.file(RunFolder.JOURNAL), e);
        }
    }

    /** The store has what was reused, and decisions can be made again as long as nothing was done by them. */
    private static boolean precious(Event event) {
        boolean reused = event instanceof Event.Costed costed && costed.outcome() instanceof CostOutcome.Known known && known.reused();
        return event instanceof Event.Answer<?> && !reused;
    }

    private void write(String lines, boolean sync) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes, end + bytes.position());
            }
            if (sync) {
                channel.force(false);
            }
            end += bytes.limit();
        } catch (IOException e) {
            channel.truncate(end);
            throw e;
        }
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel written = FileChannel.open(path, StandardOpenOption.READ)) {
            written.force(true);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new InvalidInput("cannot close " + folder.file(RunFolder.JOURNAL) + ": " + FileFailure.reason(e), e);
        }
    }
}
