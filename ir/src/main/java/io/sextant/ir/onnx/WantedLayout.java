package io.sextant.ir.onnx;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.BatchNorm;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Resize;
import io.sextant.ir.op.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The layout in which operators of ONNX want a value, or what is made of it by changes of its element type. */
final class WantedLayout {
    private WantedLayout() {
    }

    /** Empty where no operator says. */
    static Optional<Layout> of(Value value, Map<Value, List<Node>> consumers) {
        int rank = value.type().rank();
        Deque<Value> pending = new ArrayDeque<>(List.of(value));
        while (!pending.isEmpty()) {
            Value next = pending.remove();
            for (Node node : consumers.getOrDefault(next, List.of())) {
                Op op = node.op();
                if (isSpatial(op, next)) {
                    return Optional.of(Layout.channelsFirst(rank));
                }
                if (op instanceof Convolution convolution && convolution.filter().equals(next)) {
                    return Optional.of(Layout.filter(rank));
                }
                if (ConversionExport.is(op) && op.operands().get(0).equals(next)) {
                    pending.add(node.result());
                }
            }
        }
        return Optional.empty();
    }

    /** Whether {@code op} slides over the spatial dimensions of {@code value}, so that ONNX wants it channels-first. */
    private static boolean isSpatial(Op op, Value value) {
        boolean spatial = op instanceof Convolution || op instanceof Pool || op instanceof GlobalPool || op instanceof BatchNorm
            || op instanceof Resize;
        return spatial && value.equals(op.operands().get(0)) && (value.type().rank() == 3 || value.type().rank() == 4);
    }
}
