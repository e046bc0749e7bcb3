package io.sextant.search.space;

import io.sextant.ir.type.TensorType;
import java.util.Collections;
import java.util.List;

/**
 * What a space's file says.
 *
 * @param input  f32 (1, spatial..., channels)
 * @param widths the global width multipliers
 */
record SpaceDeclaration(String name, TensorType input, int classes, List<Double> widths, Blocks blocks, StemDeclaration stem,
    List<StageDeclaration> stages) {

    SpaceDeclaration {
        widths = List.copyOf(widths);
        stages = List.copyOf(stages);
    }

    /** The architecture with the largest value of every option. */
    Architecture largest() {
        return new Architecture(Collections.max(widths), stages.stream().map(stage -> {
            StageDeclaration.BlockChoices choices = stage.choices();
            Architecture.Block block = new Architecture.Block(Collections.max(choices.kernel()), Collections.max(choices.expansion()),
                Collections.max(choices.squeeze()));
            return Collections.nCopies(stage.maxDepth(), block);
        }).toList());
    }

    /**
     * What all blocks have in common.
     *
     * @param rounding       every number of channels is a multiple of this
     * @param squeezeDivisor squeeze-excite reduces to this part of the channels (Hu et al., 2018)
     */
    record Blocks(BlockKind kind, int rounding, int squeezeDivisor) {
        /** The nearest multiple of the rounding, at least one of it. */
        int channels(double exact) {
            return Math.max(1, (int) Math.round(exact / rounding)) * rounding;
        }
    }
}
