package io.sextant.search.space;

import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.TensorType;
import io.sextant.search.space.Decision.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Says which choices make a place ill-typed, and what would be right: what avoids it when it alone is changed. */
final class Blame {
    private static final int MOST_NAMED = 3;

    private final SpaceDeclaration declaration;
    private final Decisions decisions;
    private final ChainPlace place;

    /** A choice without which it would fit. @param fitting options with which it does, as written in the file */
    private record Cause(Decision decision, String chosen, List<String> fitting) {
    }

    Blame(SpaceDeclaration declaration, Decisions decisions, ChainPlace place) {
        this.declaration = declaration;
        this.decisions = decisions;
        this.place = place;
    }

    /** @param choices of a network in which {@code incoming} comes into the place and does not fit */
    TypeCheck.Refusal of(List<Integer> choices, TensorType incoming, IllTyped why) {
        List<Cause> causes = IntStream.range(0, choices.size()).mapToObj(i -> cause(choices, i)).flatMap(Optional::stream)
            .sorted(Comparator.comparingInt(cause -> distance(cause.decision()))).limit(MOST_NAMED).toList();
        List<Repair> repairs = Repair.of(declaration, place.link(chain(choices)), incoming).stream()
            .filter(repair -> causes.stream().noneMatch(cause -> isOwn(cause.decision()) && key(cause).equals(repair.key()))).toList();
        String where = causes.isEmpty() ? " whichever single choice is changed"
            : " where " + causes.stream().map(cause -> name(cause) + " = " + cause.chosen()).collect(Collectors.joining(" and "));
        List<String> right = Stream.concat(causes.stream().map(cause -> name(cause) + " = " + String.join(" or ", cause.fitting())),
            repairs.stream().map(Repair::words)).toList();
        return new TypeCheck.Refusal(place, key(causes, repairs), place + " is ill-typed"
            + (decisions.list().isEmpty() ? "" : where) + ": " + why.getMessage() + "; right would be "
            + (right.isEmpty() ? "a change of the layers before it, or of the input" : String.join(", or ", right)));
    }

    private Optional<Cause> cause(List<Integer> choices, int position) {
        Decision decision = decisions.list().get(position);
        boolean before = decision.stage() < place.stage() || decision.stage() == place.stage() && decision.block() <= place.block()
            || place.kind() == ChainPlace.Kind.HEAD;
        if (!before || !decisions.effective(decision, choices) || place.kind() == ChainPlace.Kind.STEM && decision.stage() >= 0) {
            return Optional.empty();
        }
        List<String> fitting = IntStream.range(0, decision.options()).filter(option -> {
            List<Integer> changed = new ArrayList<>(choices);
            changed.set(position, option);
            return fits(changed);
        }).mapToObj(option -> decisions.value(decision, option)).toList();
        return fitting.isEmpty() ? Optional.empty()
            : Optional.of(new Cause(decision, decisions.value(decision, choices.get(position)), fitting));
    }

    private boolean fits(List<Integer> choices) {
        Chain chain = chain(choices);
        TensorType type = declaration.input(chain.architecture().scale());
        try {
            for (Link link : place.way(chain)) {
                type = Lowering.typing(declaration, link, type).outgoing();
            }
            return true;
        } catch (IllTyped e) {
            return false;
        }
    }

    private Chain chain(List<Integer> choices) {
        return new Chain(declaration, decisions.resolve(choices));
    }

    /** The block's own choices first, then those of its stage, then earlier ones, at last those for the network as a whole. */
    private int distance(Decision decision) {
        if (decision.stage() < 0) {
            return Integer.MAX_VALUE;
        }
        return (place.stage() - decision.stage()) * 100 + (decision.block() < 0 ? 50 : place.block() - decision.block());
    }

    private boolean isHere(Decision decision) {
        return place.kind() == ChainPlace.Kind.STAGE && decision.stage() == place.stage();
    }

    private boolean isOwn(Decision decision) {
        return isHere(decision) && decision.block() == place.block();
    }

    private String name(Cause cause) {
        Decision decision = cause.decision();
        return isOwn(decision) ? key(cause) : decision.toString();
    }

    private static String key(Cause cause) {
        return subject(cause.decision().subject());
    }

    private static String subject(Subject subject) {
        return subject.name().toLowerCase(Locale.ROOT);
    }

    private Optional<String> key(List<Cause> causes, List<Repair> repairs) {
        return Stream.concat(causes.stream().filter(cause -> isHere(cause.decision())).map(Blame::key),
            repairs.stream().map(Repair::key)).findFirst();
    }
}
