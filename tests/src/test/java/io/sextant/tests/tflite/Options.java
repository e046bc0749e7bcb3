package io.sextant.tests.tflite;

import org.tensorflow.lite.schema.Conv2DOptionsT;
import org.tensorflow.lite.schema.DepthwiseConv2DOptionsT;
import org.tensorflow.lite.schema.Pool2DOptionsT;
import org.tensorflow.lite.schema.ResizeBilinearOptionsT;
import org.tensorflow.lite.schema.ResizeNearestNeighborOptionsT;
import org.tensorflow.lite.schema.StridedSliceOptionsT;

/** Options of several fields. */
final class Options {
    private Options() {
    }

    static Conv2DOptionsT convolution(byte padding, int strideHeight, int strideWidth, int dilation, byte activation) {
        Conv2DOptionsT options = new Conv2DOptionsT();
        options.setPadding(padding);
        options.setStrideH(strideHeight);
        options.setStrideW(strideWidth);
        options.setDilationHFactor(dilation);
        options.setDilationWFactor(dilation);
        options.setFusedActivationFunction(activation);
        return options;
    }

    static DepthwiseConv2DOptionsT depthwise(byte padding, int stride, int multiplier, int dilation, byte activation) {
        DepthwiseConv2DOptionsT options = new DepthwiseConv2DOptionsT();
        options.setPadding(padding);
        options.setStrideH(stride);
        options.setStrideW(stride);
        options.setDepthMultiplier(multiplier);
        options.setDilationHFactor(dilation);
        options.setDilationWFactor(dilation);
        options.setFusedActivationFunction(activation);
        return options;
    }

    static Pool2DOptionsT pool(byte padding, int stride, int height, int width, byte activation) {
        Pool2DOptionsT options = new Pool2DOptionsT();
        options.setPadding(padding);
        options.setStrideH(stride);
        options.setStrideW(stride);
        options.setFilterHeight(height);
        options.setFilterWidth(width);
        options.setFusedActivationFunction(activation);
        return options;
    }

    static ResizeBilinearOptionsT bilinear(boolean corners, boolean halfPixel) {
        ResizeBilinearOptionsT options = new ResizeBilinearOptionsT();
        options.setAlignCorners(corners);
        options.setHalfPixelCenters(halfPixel);
        return options;
    }

    static ResizeNearestNeighborOptionsT nearest(boolean corners, boolean halfPixel) {
        ResizeNearestNeighborOptionsT options = new ResizeNearestNeighborOptionsT();
        options.setAlignCorners(corners);
        options.setHalfPixelCenters(halfPixel);
        return options;
    }

    static StridedSliceOptionsT stridedSlice(int begin, int end, int ellipsis, int fresh, int shrink) {
        StridedSliceOptionsT options = new StridedSliceOptionsT();
        options.setBeginMask(begin);
        options.setEndMask(end);
        options.setEllipsisMask(ellipsis);
        options.setNewAxisMask(fresh);
        options.setShrinkAxisMask(shrink);
        return options;
    }
}
