package io.sextant.ir.memory;

import java.util.ArrayList;
import java.util.List;

/** A part of a channels-last tensor: per spatial dimension from, and to before, which index. */
public record Tile(List<Integer> from, List<Integer> to) {
    public Tile {
        from = List.copyOf(from);
        to = List.copyOf(to);
        for (int axis = 0; axis < from.size(); axis++) {
            if (from.get(axis) < 0 || from.get(axis) >= to.get(axis)) {
                throw new IllegalArgumentException("a tile is not empty, got " + from + " to " + to);
            }
        }
    }

    int extent(int axis) {
        return to.get(axis) - from.get(axis);
    }

    /** The smallest tile that has both. */
    Tile with(Tile other) {
        List<Integer> first = new ArrayList<>();
        List<Integer> last = new ArrayList<>();
        for (int axis = 0; axis < from.size(); axis++) {
            first.add(Math.min(from.get(axis), other.from.get(axis)));
            last.add(Math.max(to.get(axis), other.to.get(axis)));
        }
        return new Tile(first, last);
    }
}
