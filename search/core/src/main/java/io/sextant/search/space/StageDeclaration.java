package io.sextant.search.space;

import io.sextant.ir.op.Unary;
import io.sextant.ir.quantize.Precision;
import java.util.List;

/**
 * A run of blocks of one width, of which the first one has the stride.
 *
 * @param width   channels before the global multiplier
 * @param body    what all its blocks have in common
 * @param depth   how many blocks; one choice for the stage
 * @param choices what each block may choose
 */
record StageDeclaration(int width, Body body, List<Integer> depth, BlockChoices choices) {
    StageDeclaration {
        depth = List.copyOf(depth);
    }

    int maxDepth() {
        return depth.stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    /** @param stride of the first block */
    record Body(BlockKind kind, int stride, Border padding, Residual residual, Unary.Kind activation) {
        int stride(int block) {
            return block == 0 ? stride : 1;
        }
    }

    /**
     * Options of each block of a stage.
     *
     * @param groups of the convolution k of {@link BlockKind#FUSED}; a depthwise one has as many as channels
     * @param heads  of {@link BlockKind#ATTENTION}; 1 for the others, to which they mean nothing
     * @param precision what the block computes with
     */
    record BlockChoices(List<Integer> kernel, List<Integer> expansion, List<Boolean> squeeze, List<Integer> groups,
        List<Integer> heads, List<Precision> precision) {
        BlockChoices {
            kernel = List.copyOf(kernel);
            expansion = List.copyOf(expansion);
            squeeze = List.copyOf(squeeze);
            groups = List.copyOf(groups);
            heads = List.copyOf(heads);
            precision = List.copyOf(precision);
        }

        int combinations() {
            return kernel.size() * expansion.size() * squeeze.size() * groups.size() * heads.size() * precision.size();
        }
    }
}
