package io.sextant.device.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.sextant.ir.InvalidInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Append-only store of records in one file of text ({@link RecordLine}). Several processes may use it at once, and several threads.
 * What was put is on the disk when {@code put} returns. A last record that is torn is dropped; a damaged one in the middle is skipped
 * and reported; nothing else is lost. Only places are kept in memory, values are read when asked for. While it is open, what the home
 * holds is in use ({@link HomeUse}).
 */
public final class Store implements AutoCloseable {
    private static final String FILE = "records.jsonl";
    private static final byte[] LINE_FEED = {'\n'};
    private static final int MOST_DAMAGES = 1000;

    private record Place(long offset, int length) {
    }

    private final Path path;
    private final RecordFile file;
    private final HomeUse use;
    private final Map<RecordName, Place> places = new LinkedHashMap<>();
    private final List<String> damages = new ArrayList<>();
    private final Index index = new Index();
    private int generation;
    private long end;

    private Store(Path path, RecordFile file, HomeUse use) {
        this.path = path;
        this.file = file;
        this.use = use;
    }

    /**
     * Opens the store in a folder, which is made if it is not there.
     *
     * @throws InvalidInput if the folder cannot be written
     */
    public static Store open(Path home) {
        HomeUse use = HomeUse.shared(home);
        Path path = home.resolve(FILE);
        try {
            Store store = new Store(path, new RecordFile(path), use);
            store.update();
            return store;
        } catch (IOException e) {
            use.close();
            throw Home.unusable(path, e);
        }
    }

    private void update() throws IOException {
        file.locked(() -> {
            refresh();
            mend();
            return end;
        });
    }

    /** The latest value under a key. */
    public synchronized Optional<JsonNode> find(String kind, String key) {
        catchUp();
        return Optional.ofNullable(places.get(new RecordName(kind, key))).flatMap(this::load).map(Entry::value);
    }

    /** The latest value of each key of a kind, in the order in which the keys were first stored. */
    public synchronized List<Entry> list(String kind) {
        catchUp();
        return places.entrySet().stream().filter(place -> place.getKey().kind().equals(kind))
            .flatMap(place -> load(place.getValue()).stream()).toList();
    }

    /** How many keys of a kind are stored. */
    public synchronized int count(String kind) {
        catchUp();
        return (int) places.keySet().stream().filter(name -> name.kind().equals(kind)).count();
    }

    /** What the store holds, read line by line; of the records, those that {@code asked} selects. */
    public synchronized StoreSurvey survey(Predicate<RecordInfo> asked) {
        catchUp();
        try {
            return survey(asked, line -> { });
        } catch (IOException e) {
            throw Home.unusable(path, e);
        }
    }

    /**
     * Removes records that {@code dropped} selects, older values of theirs and of others, and what is damaged, by writing the file anew.
     * Whoever has the store open, in this process or another, notices; whoever appends meanwhile waits. Killed before its end, it has
     * removed nothing.
     *
     * @return what was removed; {@link StoreSurvey#newer} is kept
     * @throws InvalidInput if the disk has no room for both files or cannot be written; the store is as before
     */
    public synchronized StoreSurvey prune(Predicate<RecordInfo> dropped) {
        try {
            return file.locked(() -> {
                file.removeUnfinished();
                forget();
                refresh();
                mend();
                StoreSurvey removed = survey(dropped, line -> { });
                if (removed.removes()) {
                    file.replace(out -> survey(dropped, line -> {
                        out.write(line);
                        out.write(LINE_FEED);
                    }));
                    refresh();
                }
                return removed;
            });
        } catch (IOException e) {
            throw Home.unusable(path, e);
        }
    }

    private StoreSurvey survey(Predicate<RecordInfo> asked, Surveyor.LineWriter others) throws IOException {
        Surveyor surveyor = new Surveyor(this::isLatest, asked, others);
        file.read(0, end, surveyor);
        return surveyor.survey();
    }

    private boolean isLatest(RecordName name, long offset) {
        return Optional.ofNullable(places.get(name)).filter(place -> place.offset() == offset).isPresent();
    }

    /**
     * Appends a record; it is on the disk on return.
     *
     * @throws InvalidInput if the disk is full or cannot be written; the store is as before
     */
    public void put(Entry entry) {
        putAll(List.of(entry));
    }

    /** Appends records, all or none; they are on the disk on return. */
    public synchronized void putAll(List<Entry> entries) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        entries.forEach(entry -> lines.writeBytes(RecordLine.encode(entry)));
        try {
            file.locked(() -> {
                refresh();
                mend();
                file.append(end, lines.toByteArray());
                refresh();
                return end;
            });
        } catch (IOException e) {
            throw Home.unusable(path, e);
        }
    }

    /** What was dropped or skipped since the store was opened, one sentence each; of very many the first. */
    public synchronized List<String> damages() {
        return List.copyOf(damages);
    }

    /** The file that holds the records. */
    public Path path() {
        return path;
    }

    /** Takes notice of what other processes have appended or removed. */
    private void catchUp() {
        try {
            if (!file.endsAt(end)) {
                file.locked(() -> {
                    refresh();
                    return end;
                });
            }
        } catch (IOException e) {
            throw Home.unusable(path, e);
        }
    }

    private void refresh() throws IOException {
        if (generation != file.generation() || file.size() < end) {
            forget();
        }
        end = file.read(end, file.size(), (offset, line) -> LinePieces.read(offset, line, index));
    }

    private void forget() {
        places.clear();
        damages.clear();
        generation = file.generation();
        end = 0;
    }

    /** Drops what a killed process left behind the last line, or makes a line of it if a record in it is whole. While locked. */
    private void mend() throws IOException {
        long torn = file.size() - end;
        if (torn <= 0) {
            return;
        }
        Surveyor tail = new Surveyor((name, offset) -> true, record -> true, line -> { });
        tail.line(end, file.tail(end));
        if (tail.survey().total().count() > 0) {
            file.append(file.size(), LINE_FEED);
            refresh();
        } else {
            file.truncate(end);
            note(path + ": dropped the last record, of which only " + torn + " bytes had been written");
        }
    }

    /** Keeps the places of records. */
    private final class Index implements LinePieces.Reader {
        @Override
        public void record(long offset, byte[] piece, RecordName name) {
            places.put(name, new Place(offset, piece.length));
        }

        @Override
        public void newer(long offset, byte[] piece) {
            note(path + ": skipped a record of a newer version of this program at byte " + offset);
        }

        @Override
        public void damaged(long offset, byte[] piece, String reason) {
            note(path + ": skipped a damaged record at byte " + offset + ": " + reason);
        }
    }

    private void note(String sentence) {
        if (damages.size() < MOST_DAMAGES) {
            damages.add(sentence);
        }
    }

    private Optional<Entry> load(Place place) {
        try {
            return Optional.of(RecordLine.decode(file.read(place.offset(), place.length())));
        } catch (RecordLine.Damaged e) {
            note(path + ": skipped a damaged record at byte " + place.offset() + ": " + e.getMessage());
            return Optional.empty();
        } catch (IOException e) {
            throw Home.unusable(path, e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw Home.unusable(path, e);
        } finally {
            use.close();
        }
    }
}
