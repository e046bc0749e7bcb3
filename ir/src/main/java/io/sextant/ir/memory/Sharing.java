package io.sextant.ir.memory;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a backend declares that its kernels can do with results that share storage with operands which die. A plan shares nothing else.
 *
 * <p>{@code rowsAtOnce} is about the two kinds of rows: of so many result rows a kernel may write any while it still reads for the others,
 * but it writes no row before all that lie more than so many rows before it are done.
 *
 * @param rowsAtOnce result rows that a kernel computes together, at least 1
 */
public record Sharing(Set<Kind> kinds, int rowsAtOnce) {
    /** Every value has a place of its own. */
    public static final Sharing NONE = new Sharing(Set.of(), 1);

    /** Views and element-wise kernels in place: what any backend can do. */
    public static final Sharing IN_PLACE = new Sharing(EnumSet.of(Kind.VIEWS, Kind.ELEMENTS), 1);

    /** The same, and depthwise convolutions and poolings row by row over their operands. */
    public static final Sharing DEPTHWISE = new Sharing(EnumSet.of(Kind.VIEWS, Kind.ELEMENTS, Kind.DEPTHWISE_ROWS), 1);

    /** Everything, one row at a time. */
    public static final Sharing ALL = new Sharing(EnumSet.allOf(Kind.class), 1);

    /** Who may share with whom. */
    public enum Kind {
        /** A reshape is no step: its result is its operand's storage. */
        VIEWS,
        /**
         * The result of an element-wise kernel over an operand of as many elements. Elements are written in ascending order, none before
         * the operand's element of the same index is read (for softmax and layer normalisation: the row of the last dimension).
         */
        ELEMENTS,
        /** The result of a depthwise convolution or a pooling behind its operand, row by row (Iliopoulos et al., 2023). */
        DEPTHWISE_ROWS,
        /** The same for every convolution. */
        WINDOW_ROWS,
        /** Operands of a concatenation are written where they go in its result, if each goes there in one piece: it is no step then. */
        CONCATENATIONS,
        /** A slice that is one piece of its operand lies there, and is no step. */
        SLICES
    }

    public Sharing {
        kinds = Set.copyOf(kinds);
        if (rowsAtOnce < 1) {
            throw new IllegalArgumentException("rowsAtOnce is at least 1, got " + rowsAtOnce);
        }
    }

    boolean allows(Kind kind) {
        return kinds.contains(kind);
    }
}
