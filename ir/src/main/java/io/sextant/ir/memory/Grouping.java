package io.sextant.ir.memory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;

/** Which activations lie in which, and where: each has a root, the outermost that it lies in, itself to begin with. */
final class Grouping {
    private final IntToLongFunction bytes;
    private final Map<Integer, Place> places = new HashMap<>();

    private record Place(int root, long offset) {
    }

    Grouping(IntToLongFunction bytes) {
        this.bytes = bytes;
    }

    int root(int activation) {
        return place(activation).root();
    }

    /** Where an activation begins in its root. */
    long offset(int activation) {
        return place(activation).offset();
    }

    private Place place(int activation) {
        return places.getOrDefault(activation, new Place(activation, 0));
    }

    /** Whether there is nothing in an activation's group beside what lies in it. */
    boolean isWhole(int activation) {
        return bytes.applyAsLong(root(activation)) == bytes.applyAsLong(activation);
    }

    /** @throws IllegalArgumentException if the inner activation lies elsewhere already */
    void lay(View view) {
        int moved = root(view.inner());
        Place outer = place(view.outer());
        if (!isWhole(view.inner()) || moved == outer.root()) {
            throw new IllegalArgumentException("activation " + view.inner() + " lies in " + moved + " already, " + view);
        }
        long by = outer.offset() + view.offset() - offset(view.inner());
        List<Integer> members = places.keySet().stream().filter(activation -> root(activation) == moved && activation != moved).toList();
        members.forEach(activation -> places.put(activation, new Place(outer.root(), offset(activation) + by)));
        places.put(moved, new Place(outer.root(), by));
    }
}
