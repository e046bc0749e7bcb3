package io.sextant.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** The C sources of kernels: templates whose macros a backend defines for each kernel. */
public enum KernelSource {
    /** Vectors and functions of them: comes first in every translation unit, with LANES. */
    VECTOR,
    /** What few kernels call: comes behind the vectors. */
    FUNCTIONS,
    PRODUCT_TILES, PRODUCT_PANELS, PRODUCT_WEIGHTS, PRODUCT_ACTIVATIONS,
    CONVOLUTION_DIRECT, CONVOLUTION_WINOGRAD, CONVOLUTION_ACTIVATIONS,
    DEPTHWISE_STRIPS,
    EXPANSION_ROWS,
    SQUEEZE_EXCITE,
    POOLING_WINDOWS, POOLING_GLOBAL,
    NORMALISATION_SOFTMAX, NORMALISATION_SOFTMAX_AXIS, NORMALISATION_LAYER_NORM, NORMALISATION_BATCH_NORM,
    MOVEMENT_GATHER,
    RECURRENCE_PRODUCTS, RECURRENCE_LSTM, RECURRENCE_GRU, RECURRENCE_WALK,
    ATTENTION_BLOCKS,
    RESIZE_BILINEAR;

    /** Family and file: {@code product/tiles.c}. */
    public String path() {
        return name().toLowerCase(Locale.ROOT).replaceFirst("_", "/") + ".c";
    }

    /** The source; diagnostics name its file and line. */
    public String text() {
        try (InputStream in = KernelSource.class.getResourceAsStream(path())) {
            return "#line 1 \"" + path() + "\"\n" + new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read the kernel source " + path(), failure);
        }
    }

    /** The texts of several sources, one after the other. */
    public static String text(KernelSource... sources) {
        StringBuilder text = new StringBuilder();
        Arrays.stream(sources).forEach(source -> text.append(source.text()));
        return text.toString();
    }
}
