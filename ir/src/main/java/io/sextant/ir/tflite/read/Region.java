package io.sextant.ir.tflite.read;

import static io.sextant.ir.tflite.read.OperatorReading.require;

import java.util.ArrayList;
import java.util.List;

/** What a strided slice takes, axis by axis, and the shape that it leaves. */
final class Region {
    private final List<Integer> extents;
    private final List<Integer> starts = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();
    private final List<Integer> steps = new ArrayList<>();
    private final List<Integer> result = new ArrayList<>();

    Region(List<Integer> extents) {
        this.extents = extents;
    }

    int rank() {
        return starts.size();
    }

    /** The next axes whole. */
    void all(int axes) {
        for (int i = 0; i < axes; i++) {
            range(Integer.MIN_VALUE, Integer.MAX_VALUE, 1);
        }
    }

    void insert() {
        result.add(1);
    }

    /** One position of the next axis, which goes. */
    void pick(int position) {
        int extent = next();
        int counted = position < 0 ? position + extent : position;
        require(counted >= 0 && counted < extent, "position " + position + " lies outside " + extent);
        add(counted, counted + 1, 1);
    }

    void range(int begin, int end, int step) {
        require(step >= 1, "steps are at least 1, got " + step);
        int extent = next();
        int start = clamped(begin, extent);
        int stop = clamped(end, extent);
        require(start < stop, "nothing lies from " + begin + " to " + end + " of " + extent);
        add(start, stop, step);
        result.add((stop - start - 1) / step + 1);
    }

    private static int clamped(int position, int extent) {
        long counted = position < 0 ? (long) position + extent : position;
        return (int) Math.max(0, Math.min(extent, counted));
    }

    private int next() {
        require(rank() < extents.size(), "has more entries than dimensions");
        return extents.get(rank());
    }

    private void add(int start, int end, int step) {
        starts.add(start);
        ends.add(end);
        steps.add(step);
    }

    boolean isWhole() {
        return ends.equals(extents) && starts.stream().allMatch(start -> start == 0) && steps.stream().allMatch(step -> step == 1);
    }

    List<Integer> starts() {
        return starts;
    }

    List<Integer> ends() {
        return ends;
    }

    List<Integer> steps() {
        return steps;
    }

    /** Extents without the axes that go, with those that are new. */
    List<Integer> result() {
        return result;
    }
}
