package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import java.util.Optional;

/** {@code x / 2 * (1 + erf(x / sqrt 2)) -> gelu(x)}, with its three factors in any order, halved or divided by two. */
public final class RecogniseGelu implements Rule {
    private static final int DEPTH = 2;
    private static final int X = 1;
    private static final int GATE = 2;
    private static final int HALF = 4;

    @Override
    public Optional<Replacement> at(Node node, Draft draft) {
        return gate(node.result(), DEPTH, draft)
            .filter(gate -> gate.x.type().equals(node.result().type()) && isProduct(node.result(), gate, X + GATE + HALF, draft))
            .flatMap(gate -> draft.fill().by(new Unary(gate.x, Unary.Kind.GELU)));
    }

    /** {@code 1 + erf(x / sqrt 2)}. */
    private record Gate(Value value, Value x) {
    }

    /** The first gate among the factors of {@code product}, which are looked for to a depth. */
    private static Optional<Gate> gate(Value product, int depth, Draft draft) {
        Optional<Gate> gate = Scalars.increased(product, 1, draft).flatMap(erf -> draft.definition(erf, Unary.class))
            .filter(unary -> unary.kind() == Unary.Kind.ERF).flatMap(unary -> Scalars.multiplied(unary.input(), Math.sqrt(0.5), draft))
            .map(x -> new Gate(product, x));
        if (gate.isPresent() || depth == 0) {
            return gate;
        }
        return draft.definition(product, Binary.class).filter(op -> op.kind() == Binary.Kind.MUL || op.kind() == Binary.Kind.DIV)
            .flatMap(op -> gate(op.left(), depth - 1, draft).or(() -> gate(op.right(), depth - 1, draft)));
    }

    /** Whether {@code value} is the product of these factors, each once. */
    private static boolean isProduct(Value value, Gate gate, int factors, Draft draft) {
        if (factors == X || factors == GATE) {
            return value.equals(factors == X ? gate.x : gate.value);
        }
        if ((factors & HALF) != 0 && factors != HALF
            && Scalars.multiplied(value, 0.5, draft).filter(whole -> isProduct(whole, gate, factors - HALF, draft)).isPresent()) {
            return true;
        }
        Optional<Binary> product = draft.definition(value, Binary.class).filter(op -> op.kind() == Binary.Kind.MUL);
        for (int left = 1; left < factors && product.isPresent(); left++) {
            boolean part = (left & factors) == left;
            if (part && isProduct(product.get().left(), gate, left, draft)
                && isProduct(product.get().right(), gate, factors - left, draft)) {
                return true;
            }
        }
        return false;
    }
}
