package io.sextant.device.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a line of the store holds. As a rule that is one record; where bytes were damaged, a line feed among them, records may share a
 * line with each other and with what is damaged, and each that is whole is found.
 */
final class LinePieces {
    private static final Pattern BEGIN = Pattern.compile(Pattern.quote(RecordLine.FORMAT) + " ");
    private static final Pattern NEWER = Pattern.compile(Pattern.quote(RecordLine.FAMILY) + "([2-9]|[1-9][0-9]{1,8}) ");

    private final long offset;
    private final byte[] line;
    private final Reader reader;

    private LinePieces(long offset, byte[] line, Reader reader) {
        this.offset = offset;
        this.line = line;
        this.reader = reader;
    }

    /** Told of the pieces of a line in their order. Offsets count from the beginning of the file. */
    interface Reader {
        /** A whole record. */
        void record(long offset, byte[] piece, RecordName name);

        /** What a newer version of this program may have written: to be left as it is. */
        void newer(long offset, byte[] piece);

        void damaged(long offset, byte[] piece, String reason);
    }

    /** @param line without its line feed */
    static void read(long offset, byte[] line, Reader reader) {
        try {
            reader.record(offset, line, RecordHead.name(line));
        } catch (RecordLine.Damaged damaged) {
            new LinePieces(offset, line, reader).search(damaged);
        }
    }

    private void search(RecordLine.Damaged whole) {
        Matcher begins = BEGIN.matcher(new String(line, StandardCharsets.ISO_8859_1));
        int done = 0;
        while (done <= line.length && begins.find(done)) {
            done = search(begins, done, whole);
        }
        leftOver(done, line.length, whole);
    }

    /** Tries each place from {@code begins} on until a record is found; where that ends, or beyond the line if there is none. */
    private int search(Matcher begins, int from, RecordLine.Damaged whole) {
        do {
            int begin = begins.start();
            int end = RecordLine.end(line, begin);
            if (end > 0 && found(begin, end, from, whole)) {
                return end;
            }
        } while (begins.find());
        leftOver(from, line.length, whole);
        return line.length + 1;
    }

    private boolean found(int begin, int end, int from, RecordLine.Damaged whole) {
        byte[] piece = Arrays.copyOfRange(line, begin, end);
        try {
            RecordName name = RecordHead.name(piece);
            leftOver(from, begin, whole);
            reader.record(offset + begin, piece, name);
            return true;
        } catch (RecordLine.Damaged none) {
            return false;
        }
    }

    private void leftOver(int from, int to, RecordLine.Damaged whole) {
        if (from >= to) {
            return;
        }
        byte[] piece = Arrays.copyOfRange(line, from, to);
        if (NEWER.matcher(new String(piece, StandardCharsets.ISO_8859_1)).find()) {
            reader.newer(offset + from, piece);
        } else {
            reader.damaged(offset + from, piece, whole.getMessage());
        }
    }
}
