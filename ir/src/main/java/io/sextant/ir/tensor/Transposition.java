package io.sextant.ir.tensor;

import io.sextant.ir.type.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Transposes row-major arrays, tile by tile, so that neither side runs through memory in strides that no cache can hold: filters of
 * whole models pass here whenever one is read.
 */
final class Transposition {
    /** Elements on each side of a tile: a tile of source and one of result fit the smallest caches. */
    private static final int TILE = 32;

    /** An axis of the result: its extent, and what one step along it means in source and result. */
    private record Axis(int extent, int source, int result) {
    }

    /** Copies {@code count} elements that are {@code step} apart in the source to places side by side in the result. */
    private interface Run {
        void copy(int to, int from, int step, int count);
    }

    private final List<Axis> outer;
    /** The last axis of the result. */
    private final Axis along;
    /** The axis whose elements lie side by side in the source. */
    private final Axis across;
    private final Run run;

    private Transposition(List<Axis> axes, Run run) {
        this.run = run;
        this.along = axes.remove(axes.size() - 1);
        this.across = along.source() == 1 ? new Axis(1, 0, 0) : axes.stream().filter(axis -> axis.source() == 1).findFirst().orElseThrow();
        axes.remove(across);
        this.outer = axes;
    }

    /**
     * Fills {@code result}, a new array of the kind of {@code source}.
     *
     * @param permutation dimension i of the result is dimension {@code permutation[i]} of {@code shape}
     */
    static void transpose(Object source, Shape shape, List<Integer> permutation, Object result) {
        List<Axis> axes = axes(shape, permutation);
        if (axes.isEmpty()) {
            System.arraycopy(source, 0, result, 0, shape.elements());
        } else {
            new Transposition(axes, run(source, result)).block(0, 0, 0);
        }
    }

    /** Without those of extent 1, and with neighbours that are neighbours in the source as well taken for one. */
    private static List<Axis> axes(Shape shape, List<Integer> permutation) {
        int[] strides = shape.strides();
        List<Axis> axes = new ArrayList<>();
        int step = 1;
        for (int i = permutation.size() - 1; i >= 0; i--) {
            int extent = shape.dim(permutation.get(i));
            int stride = strides[permutation.get(i)];
            if (extent == 1) {
                continue;
            }
            Axis last = axes.isEmpty() ? null : axes.get(0);
            if (last != null && stride == last.source() * last.extent()) {
                axes.set(0, new Axis(extent * last.extent(), last.source(), last.result()));
            } else {
                axes.add(0, new Axis(extent, stride, step));
            }
            step *= extent;
        }
        return axes;
    }

    private static Run run(Object source, Object result) {
        if (source instanceof float[] from) {
            float[] into = (float[]) result;
            return (to, at, step, count) -> {
                for (int i = 0, next = at; i < count; i++, next += step) {
                    into[to + i] = from[next];
                }
            };
        }
        if (source instanceof int[] from) {
            int[] into = (int[]) result;
            return (to, at, step, count) -> {
                for (int i = 0, next = at; i < count; i++, next += step) {
                    into[to + i] = from[next];
                }
            };
        }
        return (to, at, step, count) -> {
            for (int i = 0; i < count; i++) {
                System.arraycopy(source, at + i * step, result, to + i, 1);
            }
        };
    }

    private void block(int depth, int from, int to) {
        if (depth < outer.size()) {
            Axis axis = outer.get(depth);
            for (int i = 0; i < axis.extent(); i++) {
                block(depth + 1, from + i * axis.source(), to + i * axis.result());
            }
            return;
        }
        for (int row = 0; row < across.extent(); row += TILE) {
            for (int column = 0; column < along.extent(); column += TILE) {
                tile(row, column, from, to);
            }
        }
    }

    private void tile(int row, int column, int from, int to) {
        int rows = Math.min(across.extent(), row + TILE);
        int columns = Math.min(TILE, along.extent() - column);
        for (int i = row; i < rows; i++) {
            run.copy(to + i * across.result() + column, from + i * across.source() + column * along.source(), along.source(), columns);
        }
    }
}
