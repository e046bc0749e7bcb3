package io.sextant.search.space;

import io.sextant.ir.quantize.Precision;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a space's file says.
 *
 * @param input f32 (1, spatial..., channels), at the largest resolution
 */
record SpaceDeclaration(String name, TensorType input, Scales scales, Blocks blocks, StemDeclaration stem, List<StageDeclaration> stages,
    HeadDeclaration head) {

    SpaceDeclaration {
        stages = List.copyOf(stages);
    }

    /** Whether some networks have integers. */
    boolean hasIntegers() {
        return stem.precision() == Precision.I8 || head.precision() == Precision.I8
            || stages.stream().anyMatch(stage -> stage.choices().precision().contains(Precision.I8));
    }

    /** The type of the network's input at {@code scale}. */
    TensorType input(Architecture.Scale scale) {
        if (scale.resolution() == 0) {
            return input;
        }
        List<Integer> dims = new ArrayList<>(input.shape().dims());
        Collections.fill(dims.subList(1, dims.size() - 1), scale.resolution());
        return input.withShape(new Shape(dims));
    }

    /**
     * The choices for the network as a whole.
     *
     * @param resolutions extents of every spatial dimension of the input; empty where the declared input is the only one
     * @param widths      the global width multipliers
     */
    record Scales(List<Integer> resolutions, List<Double> widths) {
        Scales {
            resolutions = List.copyOf(resolutions);
            widths = List.copyOf(widths);
        }

        Architecture.Scale at(int resolution, int width) {
            return new Architecture.Scale(resolutions.isEmpty() ? 0 : resolutions.get(resolution), widths.get(width));
        }
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
