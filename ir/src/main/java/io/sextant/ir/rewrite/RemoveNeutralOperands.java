package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** {@code x + 0 -> x}, {@code x - 0 -> x}, {@code x * 1 -> x}, {@code x / 1 -> x}, where the constant does not enlarge x. */
public final class RemoveNeutralOperands implements Rule {
    private static final int MAX_ELEMENTS = 1 << 16;
    private static final Set<Binary.Kind> KINDS = EnumSet.of(Binary.Kind.ADD, Binary.Kind.SUB, Binary.Kind.MUL, Binary.Kind.DIV);

    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        if (node.op() instanceof Binary binary && KINDS.contains(binary.kind())) {
            boolean onlyRight = binary.kind() == Binary.Kind.SUB || binary.kind() == Binary.Kind.DIV;
            if (isNeutral(binary.right(), binary.kind(), draft)) {
                return by(binary.left(), node);
            }
            if (!onlyRight && isNeutral(binary.left(), binary.kind(), draft)) {
                return by(binary.right(), node);
            }
        }
        return Optional.empty();
    }

    private static Optional<Replacement> by(Value other, Node node) {
        return other.type().equals(node.result().type()) ? Replacement.by(other) : Optional.empty();
    }

    private static boolean isNeutral(Value operand, Binary.Kind kind, Draft draft) {
        float neutral = kind == Binary.Kind.ADD || kind == Binary.Kind.SUB ? 0 : 1;
        return draft.constant(operand).filter(tensor -> tensor.type().elements() <= MAX_ELEMENTS && holdsOnly(tensor, neutral)).isPresent();
    }

    private static boolean holdsOnly(Tensor tensor, float value) {
        if (tensor.type().dtype() != DType.F32) {
            return false;
        }
        for (float element : tensor.floats()) {
            if (element != value) {
                return false;
            }
        }
        return true;
    }
}
