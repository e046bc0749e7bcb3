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

/**
 * Append-only store of records in one file of text ({@link RecordLine}). Several processes may use it at once, and several threads.
 * What was put is on the disk when {@code put} returns. A last record that is torn is dropped; a damaged one in the middle is skipped
 * and reported; nothing else is lost. Only places are kept in memory, values are read when asked for.
 */
public final class Store implements AutoCloseable {
    private static final String FILE = "records.jsonl";

    private record Name(String kind, String key) {
    }

    private record Place(long offset, int length) {
    }

    private final Path path;
    private final RecordFile file;
    private final Map<Name, Place> places = new LinkedHashMap<>();
    private final List<String> damages = new ArrayList<>();
    private long end;

    private Store(Path path, RecordFile file) {
        this.path = path;
        this.file = file;
    }

    /**
     * Opens the store in a folder, which is made if it is not there.
     *
     * @throws InvalidInput if the folder cannot be written
     */
    public static Store open(Path home) {
        Path path = Home.create(home).resolve(FILE);
        try {
            Store store = new Store(path, new RecordFile(path));
            store.dropTornRecord();
            return store;
        } catch (IOException e) {
            throw Home.unusable(path, e);
        }
    }

    private void dropTornRecord() throws IOException {
        file.locked(() -> {
            refresh();
            long torn = file.size() - end;
            if (torn > 0) {
                file.truncate(end);
                damages.add(path + ": dropped the last record, of which only " + torn + " bytes had been written");
            }
            return torn;
        });
    }

    /** The latest value under a key. */
    public synchronized Optional<JsonNode> find(String kind, String key) {
        catchUp();
        return Optional.ofNullable(places.get(new Name(kind, key))).flatMap(this::load).map(Entry::value);
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
                if (file.size() > end) {
                    file.truncate(end);
                }
                file.append(end, lines.toByteArray());
                refresh();
                return end;
            });
        } catch (IOException e) {
            throw Home.unusable(path, e);
        }
    }

    /** What was dropped or skipped since the store was opened, one sentence each. */
    public synchronized List<String> damages() {
        return List.copyOf(damages);
    }

    /** The file that holds the records. */
    public Path path() {
        return path;
    }

    /** Takes notice of what other processes have appended. */
    private void catchUp() {
        try {
            if (file.size() != end) {
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
        if (file.size() < end) {
            places.clear();
            end = 0;
        }
        end = file.read(end, this::take);
    }

    private void take(long offset, byte[] line) {
        try {
            Entry entry = RecordLine.decode(line);
            places.put(new Name(entry.kind(), entry.key()), new Place(offset, line.length));
        } catch (RecordLine.Damaged e) {
            skipped(offset, e);
        }
    }

    private Optional<Entry> load(Place place) {
        try {
            return Optional.of(RecordLine.decode(file.read(place.offset(), place.length())));
        } catch (RecordLine.Damaged e) {
            skipped(place.offset(), e);
            return Optional.empty();
        } catch (IOException e) {
            throw Home.unusable(path, e);
        }
    }

    private void skipped(long offset, RecordLine.Damaged reason) {
        damages.add(path + ": skipped a damaged record at byte " + offset + ": " + reason.getMessage());
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw Home.unusable(path, e);
        }
    }
}
