package io.sextant.ir.generate;

import io.sextant.ir.op.Op;
import io.sextant.ir.op.OpSchema;
import io.sextant.ir.op.OperatorTypes;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.IllTyped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Draws operators of all kinds alike, now and then a {@link Motifs motif}. An operator whose operands and attributes must fit each other has
 * a proposal of its own; every
 * other is filled in from its schema, as those are too at times.
 */
final class Proposals {
    private static final int ATTEMPTS = 8;
    /** Operators that are well-typed on operands whose elements they refuse, or of which ONNX does not say what they make. */
    private static final Set<String> CHOOSY = Set.of("gather", "binary", "cast", "quantize", "dequantize", "requantize", "quantized");
    private static final List<Class<? extends Op>> OPERATORS = Arrays.stream(Op.class.getPermittedSubclasses())
        .<Class<? extends Op>>map(type -> type.asSubclass(Op.class)).toList();

    private final Draw draw;
    private final Map<String, Proposal> own = new HashMap<>();

    private final QuantizedProposals quantized;
    private final Motifs motifs;
    /** Steps of a motif that was begun, and its values so far. */
    private List<Motifs.Step> begun = List.of();
    private final List<Value> made = new ArrayList<>();

    Proposals(Draw draw) {
        this.draw = draw;
        motifs = new Motifs(draw);
        new WindowProposals(draw).addTo(own);
        new ProductProposals(draw).addTo(own);
        new MovementProposals(draw).addTo(own);
        new RecurrenceProposals(draw).addTo(own);
        new TypeProposals(draw).addTo(own);
        quantized = new QuantizedProposals(draw, own);
        quantized.addTo(own);
    }

    /** An operator on values of the graph, the next one of a motif where one was begun; empty if what was drawn did not fit. */
    Optional<Op> next() {
        if (begun.isEmpty() && draw.oneIn(8)) {
            draw.value(value -> value.type().dtype().isFloating() && value.type().rank() >= 1).ifPresent(this::begin);
        }
        if (begun.isEmpty()) {
            return single();
        }
        Optional<Op> step = attempt(() -> begun.get(0).apply(made));
        begun = step.isPresent() ? begun.subList(1, begun.size()) : List.of();
        return step;
    }

    private void begin(Value value) {
        begun = motifs.any();
        made.clear();
        made.add(value);
    }

    /** What became of the operator that was drawn last; empty if it was not taken, which ends its motif. */
    void became(Optional<Value> result) {
        result.ifPresentOrElse(made::add, () -> begun = List.of());
    }

    private Optional<Op> single() {
        Class<? extends Op> operator = draw.pick(OPERATORS);
        Proposal filledIn = new SchemaProposal(draw, operator);
        String mnemonic = OpSchema.of(operator).mnemonic();
        boolean careless = draw.oneIn(8) && !CHOOSY.contains(mnemonic);
        Proposal proposal = careless ? filledIn : own.getOrDefault(mnemonic, filledIn);
        Predicate<Value> fits = value -> OperatorTypes.of(operator).operand(0).contains(value.type().dtype());
        Optional<Op> op = Optional.empty();
        for (int attempt = 0; attempt < ATTEMPTS && op.isEmpty(); attempt++) {
            op = attempt(() -> proposal.on(draw.value(fits).orElseGet(draw::value)));
        }
        return op;
    }

    /** {@code operator} computed on the integers of {@code input}; empty if what was drawn did not fit. */
    Optional<Op> quantized(Value input, Class<? extends Op> operator) {
        return attempt(() -> quantized.quantized(input, operator));
    }

    private static Optional<Op> attempt(Supplier<Op> proposal) {
        try {
            return Optional.of(proposal.get());
        } catch (IllTyped refused) {
            return Optional.empty();
        }
    }
}
