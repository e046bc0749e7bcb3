package io.sextant.ir.op;

import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * Cross-correlation over one or two spatial dimensions, as ONNX Conv but channels-last.
 *
 * <p>input (N, spatial..., Cin), filter (kernel..., Cin / groups, Cout), bias (Cout) -&gt; (N, spatial'..., Cout).
 * <ul>
 * <li>C1: input, filter and bias are floating, all of one type
 * <li>C2: the filter has as many dimensions as the input
 * <li>C3: groups is at least 1 and divides input and output channels
 * <li>C4: the filter takes Cin / groups channels
 * <li>C5: the bias is (Cout)
 * <li>W1..W3: the window fits (see {@link Window})
 * </ul>
 */
public record Convolution(Value input, Value filter, Optional<Value> bias, List<Integer> strides, List<Integer> padBefore,
    List<Integer> padAfter, List<Integer> dilations, int groups) implements Op {

    public Convolution {
        strides = List.copyOf(strides);
        padBefore = List.copyOf(padBefore);
        padAfter = List.copyOf(padAfter);
        dilations = List.copyOf(dilations);
        TensorType in = input.type();
        TensorType weights = filter.type();
        OperatorTypes.check("convolution C1", Convolution.class, input, filter, bias);
        int spatial = Window.spatialRank("convolution", in);
        IllTyped.unless(weights.rank() == in.rank(), "convolution C2", "filter %s has as many dimensions as input %s", weights, in);
        Window.perDimension("convolution", "strides", strides, spatial, 1);
        Window.perDimension("convolution", "padBefore", padBefore, spatial, 0);
        Window.perDimension("convolution", "padAfter", padAfter, spatial, 0);
        Window.perDimension("convolution", "dilations", dilations, spatial, 1);
        int channels = in.shape().last();
        int filters = weights.shape().last();
        IllTyped.unless(groups >= 1 && channels % groups == 0 && filters % groups == 0, "convolution C3",
            "groups=%d divides %d input and %d output channels", groups, channels, filters);
        int taken = weights.dim(weights.rank() - 2);
        IllTyped.unless(taken == channels / groups, "convolution C4",
            "filter %s with groups=%d expects %d input channels, input %s has %d", weights, groups, taken * groups, in, channels);
        bias.ifPresent(b -> IllTyped.unless(b.type().rank() == 1 && b.type().dim(0) == filters, "convolution C5",
            "bias is %s[%d], got %s", in.dtype().text(), filters, b.type()));
        Window.output("convolution", in, weights.shape().dims().subList(0, spatial), strides, dilations,
            new Padding(padBefore, padAfter), filters);
    }

    /** Kernel extents, one per spatial dimension. */
    public List<Integer> kernel() {
        return filter.type().shape().dims().subList(0, strides.size());
    }

    /** One filter per channel: as many groups as input channels. */
    public boolean isDepthwise() {
        return groups > 1 && groups == input.type().shape().last();
    }

    @Override
    public TensorType type() {
        return input.type().withShape(Window.output("convolution", input.type(), kernel(), strides, dilations,
            new Padding(padBefore, padAfter), filter.type().shape().last()));
    }

    @Override
    public <R> R accept(Cases<R> cases) {
        return cases.convolution(this);
    }
}
