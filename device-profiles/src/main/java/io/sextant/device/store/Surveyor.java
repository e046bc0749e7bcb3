package io.sextant.device.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads the lines of a store one by one, counts those that are asked for or of no use, and hands on the others. */
final class Surveyor implements RecordFile.LineReader, LinePieces.Reader {
    private final Latest latest;
    private final Predicate<RecordInfo> asked;
    private final LineWriter others;
    private final StoreSurvey.Tally tally = new StoreSurvey.Tally();

    /**
     * @param asked  which of the latest records are counted
     * @param others takes the latest records that are not asked for, and what a newer version wrote
     */
    Surveyor(Latest latest, Predicate<RecordInfo> asked, LineWriter others) {
        this.latest = latest;
        this.asked = asked;
        this.others = others;
    }

    /** Whether no record of this name comes after the one at {@code offset}. */
    interface Latest {
        boolean is(RecordName name, long offset);
    }

    /** Takes a line without its line feed. */
    interface LineWriter {
        void write(byte[] line) throws IOException;
    }

    @Override
    public void line(long offset, byte[] line) throws IOException {
        try {
            LinePieces.read(offset, line, this);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void record(long offset, byte[] piece, RecordName name) {
        Optional<RecordInfo> read = info(name.kind(), piece);
        if (read.isEmpty()) {
            tally.damaged(piece.length + 1L);
            return;
        }
        RecordInfo info = read.get();
        if (!latest.is(name, offset)) {
            tally.superseded(info);
        } else if (asked.test(info)) {
            tally.record(info);
        } else {
            write(piece);
        }
    }

    private static Optional<RecordInfo> info(String kind, byte[] piece) {
        try {
            return Optional.of(RecordHead.info(kind, piece));
        } catch (RecordLine.Damaged e) {
            return Optional.empty();
        }
    }

    @Override
    public void newer(long offset, byte[] piece) {
        tally.newer(piece.length + 1L);
        write(piece);
    }

    @Override
    public void damaged(long offset, byte[] piece, String reason) {
        tally.damaged(piece.length + 1L);
    }

    private void write(byte[] piece) {
        try {
            others.write(piece);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    StoreSurvey survey() {
        return tally.survey();
    }
}
