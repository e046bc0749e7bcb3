package io.sextant.search.space;

import io.sextant.ir.op.Unary;
import java.util.List;

/**
 * A run of blocks of one width, of which the first one has the stride.
 *
 * @param width   channels before the global multiplier
 * @param depth   how many blocks; one choice for the stage
 * @param choices what each block may choose
 */
record StageDeclaration(int width, int stride, Unary.Kind activation, List<Integer> depth, BlockChoices choices) {
    StageDeclaration {
        depth = List.copyOf(depth);
    }

    int maxDepth() {
        return depth.stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    /** Options of each block of a stage. */
    record BlockChoices(List<Integer> kernel, List<Integer> expansion, List<Boolean> squeeze) {
        BlockChoices {
            kernel = List.copyOf(kernel);
            expansion = List.copyOf(expansion);
            squeeze = List.copyOf(squeeze);
        }
    }
}
