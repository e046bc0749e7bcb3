package io.sextant.ir.memory;

import java.util.List;
import java.util.OptionalInt;

/**
 * Bytes that lie together in the arena for some time: storages one after the other, each in place of the one before; or scratch.
 *
 * @param storages in the order of their lives; empty for scratch
 * @param scratchOf the task whose scratch it is
 * @param first the first time at which it is alive: 0 at the start, i + 1 while the i-th task of the order runs; the
 *     time behind the last task is the end, when outputs are alive
 * @param last the last
 */
record Block(List<Integer> storages, OptionalInt scratchOf, long bytes, int first, int last) {
    boolean meets(Block other) {
        return first <= other.last && other.first <= last;
    }
}
