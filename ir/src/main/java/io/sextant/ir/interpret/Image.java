package io.sextant.ir.interpret;

import io.sextant.ir.type.TensorType;
import java.util.List;

/** Extents of a channels-last tensor (N, H, W, C); one spatial dimension (N, L, C) is seen as a height of 1. */
record Image(int batch, int height, int width, int channels) {
    static Image of(TensorType type) {
        int rank = type.rank();
        return new Image(type.dim(0), rank == 4 ? type.dim(1) : 1, type.dim(rank - 2), type.dim(rank - 1));
    }

    /** Where the channels of one position begin. */
    int offset(int n, int y, int x) {
        return ((n * height + y) * width + x) * channels;
    }

    boolean contains(int y, int x) {
        return y >= 0 && y < height && x >= 0 && x < width;
    }

    /** The entry for the height of a list with one entry per spatial dimension, or what stands for it where there is none. */
    static int vertical(List<Integer> perDimension, int otherwise) {
        return perDimension.size() == 2 ? perDimension.get(0) : otherwise;
    }

    /** The entry for the width. */
    static int horizontal(List<Integer> perDimension) {
        return perDimension.get(perDimension.size() - 1);
    }
}
