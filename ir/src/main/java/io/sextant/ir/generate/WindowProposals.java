package io.sextant.ir.generate;

import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Resize;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.IllTyped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operators over spatial dimensions. */
final class WindowProposals {
    private final Draw draw;

    WindowProposals(Draw draw) {
        this.draw = draw;
    }

    void addTo(Map<String, Proposal> proposals) {
        proposals.put("convolution", this::convolution);
        proposals.put("pool", this::pool);
        proposals.put("global_pool", input -> new GlobalPool(input, draw.pick(Pool.Kind.values())));
        proposals.put("resize", this::resize);
    }

    private Op convolution(Value input) {
        int spatial = spatial(input);
        int channels = input.type().shape().last();
        int groups = draw.pick(List.of(1, 1, 2, 3, channels));
        IllTyped.unless(channels % groups == 0, "proposal", "%d groups of %d channels", groups, channels);
        int filters = groups * draw.between(1, 3);
        List<Integer> filter = new ArrayList<>(draw.each(spatial, axis -> draw.between(1, 3)));
        filter.add(channels / groups);
        filter.add(filters);
        Optional<Value> bias = draw.oneIn(2) ? Optional.of(draw.operand(input.type().dtype(), List.of(filters))) : Optional.empty();
        return new Convolution(input, draw.operand(input.type().dtype(), filter), bias, each(spatial, 1, 2), each(spatial, 0, 2),
            each(spatial, 0, 2), each(spatial, 1, 2), groups);
    }

    private Op pool(Value input) {
        int spatial = spatial(input);
        Pool.Kind kind = draw.pick(Pool.Kind.values());
        List<Integer> kernel = each(spatial, 1, 3);
        return new Pool(input, kind, kernel, each(spatial, 1, 3), draw.each(spatial, axis -> draw.below(kernel.get(axis))),
            draw.each(spatial, axis -> draw.below(kernel.get(axis))), kind == Pool.Kind.AVERAGE && draw.oneIn(2));
    }

    private Op resize(Value input) {
        return new Resize(input, each(spatial(input), 1, 9), draw.pick(Resize.Mode.values()));
    }

    private List<Integer> each(int spatial, int least, int most) {
        return draw.each(spatial, axis -> draw.between(least, most));
    }

    private static int spatial(Value input) {
        IllTyped.unless(input.type().rank() == 3 || input.type().rank() == 4, "proposal", "%s is not spatial", input);
        return input.type().rank() - 2;
    }
}
