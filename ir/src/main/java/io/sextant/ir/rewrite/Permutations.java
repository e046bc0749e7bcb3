package io.sextant.ir.rewrite;

import io.sextant.ir.type.Shape;
import java.util.List;

/** Orders of dimensions, as in {@link io.sextant.ir.op.Transpose}: result dimension i is input dimension permutation[i]. */
final class Permutations {
    private Permutations() {
    }

    /** The permutation that is {@code first} and then {@code second}. */
    static List<Integer> then(List<Integer> first, List<Integer> second) {
        return second.stream().map(first::get).toList();
    }

    /** Whether elements stay in their order in memory: dimensions of more than one entry keep theirs. */
    static boolean keepsOrder(List<Integer> permutation, Shape input) {
        List<Integer> moved = permutation.stream().filter(axis -> input.dim(axis) > 1).toList();
        return moved.stream().sorted().toList().equals(moved);
    }
}
