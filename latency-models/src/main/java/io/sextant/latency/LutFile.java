package io.sextant.latency;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.file.AtomicFile;
import io.sextant.ir.file.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Lookup tables as CSV in UTF-8, one row a line:
 * <pre>
 * # sextant-lut 1
 * # device: FINGERPRINT
 * # correction: {"implementation": ..., "threads": 1, "clock": ..., "fixed_ns": ..., "scale": ..., ...}
 * kernel,kernel_text,implementation,device,threads,clock,kind,n,median_ns,lo_ns,hi_ns,protocol,date
 * </pre>
 * There are as many lines of corrections as the table has ({@link Correction}), possibly none.
 * {@code lo_ns} and {@code hi_ns} are empty where no interval is known; all three times are empty in a failed row. Further lines
 * that begin with {@code #} are comments.
 */
public final class LutFile {
    static final List<String> COLUMNS = List.of("kernel", "kernel_text", "implementation", "device", "threads", "clock", "kind", "n",
        "median_ns", "lo_ns", "hi_ns", "protocol", "date");
    static final String VERSION = "# sextant-lut 1";
    static final String DEVICE = "# device: ";
    static final String CORRECTION = "# correction: ";
    private static final int MAX_BYTES = 64 << 20;

    private LutFile() {
    }

    /** Writes {@code file} whole or not at all. */
    public static void write(Lut lut, Path file) throws IOException {
        AtomicFile.write(file, text(lut));
    }

    /** What such a file holds. */
    public static String text(Lut lut) {
        StringBuilder text = new StringBuilder(VERSION).append('\n').append(DEVICE).append(lut.device()).append('\n');
        lut.corrections().forEach(correction -> text.append(CORRECTION).append(CorrectionJson.write(correction)).append('\n'));
        text.append(CsvLine.format(COLUMNS)).append('\n');
        lut.rows().forEach(row -> text.append(CsvLine.format(fields(row))).append('\n'));
        return text.toString();
    }

    private static List<String> fields(LutRow row) {
        LutKey key = row.key();
        return List.of(key.kernel(), row.kernelText(), key.implementation(), key.device(), String.valueOf(key.threads()),
            key.clock().text(), row.kind().text(), String.valueOf(row.n()), number(row.medianNs()),
            number(bound(row, false)), number(bound(row, true)), row.protocol(), row.date().toString());
    }

    private static OptionalDouble bound(LutRow row, boolean upper) {
        return row.interval().map(interval -> OptionalDouble.of(upper ? interval.hi() : interval.lo()))
            .orElse(OptionalDouble.empty());
    }

    private static String number(OptionalDouble value) {
        return value.isEmpty() ? "" : String.valueOf(value.getAsDouble());
    }

    /**
     * Reads a table.
     *
     * @throws InvalidInput with file and line if anything is not as written above
     */
    public static Lut read(Path file) {
        return new LutReader(file.toString()).read(TextFile.read(file, MAX_BYTES, "a LUT in CSV"));
    }
}
