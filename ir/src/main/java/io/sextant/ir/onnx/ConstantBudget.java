package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;

/**
 * Memory that the constants of one import may take, in the layouts that they are wanted in and with those that are computed: in
 * proportion to the files, so that a small one cannot ask for much. Work spent on computing them is bounded as well.
 */
final class ConstantBudget {
    private static final long HEADROOM_BYTES = 64L << 20;
    /** Storage of a small element is an int. */
    private static final int LEAST_ELEMENT_BYTES = 4;
    /** Read once, and emitted in one or two layouts. */
    private static final int LAYOUTS = 3;
    /** Elements read and written; a second or so. */
    private static final long MOST_WORK = 1L << 25;

    private final long fileBytes;
    private final ExternalData external;
    private long bytes;
    private long work;

    ConstantBudget(long fileBytes, ExternalData external) {
        this.fileBytes = fileBytes;
        this.external = external;
    }

    ExternalData external() {
        return external;
    }

    private long mostBytes() {
        return LAYOUTS * LEAST_ELEMENT_BYTES * (fileBytes + external.openedBytes()) + HEADROOM_BYTES;
    }

    /** Counts a tensor that is about to be made. */
    void take(TensorType type) {
        bytes += Tensor.heldBytes(type);
        if (bytes > mostBytes()) {
            throw new InvalidInput("constants in all the layouts that they are used in take more than " + mostBytes() + " bytes");
        }
    }

    /** Counts what is about to be computed, if there is room for it. */
    boolean takeIfRoom(long moreBytes, long moreWork) {
        if (bytes + moreBytes > mostBytes() || work + moreWork > MOST_WORK) {
            return false;
        }
        bytes += moreBytes;
        work += moreWork;
        return true;
    }
}
