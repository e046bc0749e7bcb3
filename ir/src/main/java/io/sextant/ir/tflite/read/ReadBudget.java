package io.sextant.ir.tflite.read;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;

/**
 * What one reading may take: memory of constants, in all the layouts that they are wanted in, and entries of lists, both in proportion
 * to the file, which may name the same bytes again and again; scales, each time that a product uses them; and work spent on computing
 * constants.
 */
final class ReadBudget {
    private static final long HEADROOM_BYTES = 64L << 20;
    /** Storage of a small element is an int, and each constant is read once and wanted in one or two layouts. */
    private static final int BYTES_PER_FILE_BYTE = 12;
    private static final long HEADROOM_ENTRIES = 1 << 12;
    private static final long HEADROOM_SCALES = 1 << 20;
    /** Elements read and written; a second or so. */
    private static final long MOST_WORK = 1L << 25;

    private final long mostBytes;
    private final long mostEntries;
    private final long mostScales;
    private long bytes;
    private long entries;
    private long scales;
    private long work;

    ReadBudget(long fileBytes) {
        this.mostBytes = BYTES_PER_FILE_BYTE * fileBytes + HEADROOM_BYTES;
        this.mostEntries = fileBytes + HEADROOM_ENTRIES;
        this.mostScales = fileBytes + HEADROOM_SCALES;
    }

    /** Counts a constant that is about to be made. */
    void take(TensorType type) {
        bytes += Tensor.heldBytes(type);
        if (bytes > mostBytes) {
            throw new InvalidInput("constants in all the layouts that they are used in take more than " + mostBytes + " bytes");
        }
    }

    /** Counts entries of a list that is about to be read. */
    void takeEntries(long more) {
        entries += more;
        if (entries > mostEntries) {
            throw new InvalidInput("its lists have more entries than the file has bytes");
        }
    }

    /** Counts the channels of a product, whose scales are about to be looked at. */
    void takeScales(long more) {
        scales += more;
        if (scales > mostScales) {
            throw new InvalidInput("its products look at more than " + mostScales + " scales");
        }
    }

    /** Counts what is about to be computed, if there is room for it. */
    boolean takeIfRoom(long moreBytes, long moreWork) {
        if (bytes + moreBytes > mostBytes || work + moreWork > MOST_WORK) {
            return false;
        }
        bytes += moreBytes;
        work += moreWork;
        return true;
    }
}
