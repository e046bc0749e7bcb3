package io.sextant.ir.kernel;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.OpSchema;
import io.sextant.ir.naming.NearMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Operators that may stand at one place of a fusion.
 *
 * @param mnemonic the operator, e.g. {@code unary}
 * @param kinds values of its attribute {@code kind} that are meant, e.g. {@code relu}; empty for all
 */
public record Step(String mnemonic, Set<String> kinds) {
    private static final Pattern FORM = Pattern.compile("([a-z_]+)(?:\\(([a-z0-9_, ]+)\\))?");

    /** @throws InvalidInput if there is no such operator or kind */
    public Step {
        kinds = Set.copyOf(kinds);
        List<String> known = OpSchema.all().stream().map(OpSchema::mnemonic).toList();
        require(known, mnemonic, "operator");
        List<String> knownKinds = kinds(mnemonic);
        kinds.forEach(kind -> require(knownKinds, kind, "kind of " + mnemonic));
    }

    /**
     * Reads {@code batch_norm} or {@code unary(relu, relu6)}.
     *
     * @throws InvalidInput if there is no such operator or kind
     */
    public static Step parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new InvalidInput("fusion step '" + text.strip()
                + "': expected an operator, or an operator with kinds as in unary(relu, relu6)");
        }
        String kinds = matcher.group(2);
        return new Step(matcher.group(1), kinds == null ? Set.of() : new TreeSet<>(List.of(kinds.strip().split("\\s*,\\s*"))));
    }

    boolean matches(Op op) {
        return op.mnemonic().equals(mnemonic) && (kinds.isEmpty() || kinds.contains(kind(op)));
    }

    /** The attribute {@code kind} in its text form; empty if the operator has none. */
    private static String kind(Op op) {
        OpSchema schema = OpSchema.of(op.getClass());
        int index = schema.parts().stream().map(OpSchema.Part::name).toList().indexOf("kind");
        return index < 0 ? "" : schema.components(op).get(index).toString().toLowerCase(Locale.ROOT);
    }

    private static List<String> kinds(String mnemonic) {
        List<String> kinds = new ArrayList<>();
        for (OpSchema.Part part : OpSchema.named(mnemonic).orElseThrow().parts()) {
            if (part.name().equals("kind")) {
                for (Object constant : part.attributeType().getEnumConstants()) {
                    kinds.add(constant.toString().toLowerCase(Locale.ROOT));
                }
            }
        }
        return kinds;
    }

    private static void require(List<String> known, String name, String what) {
        if (!known.contains(name)) {
            String meant = NearMatch.of(name, known).map(near -> "did you mean '" + near + "'?")
                .orElse("known: " + String.join(", ", known));
            throw new InvalidInput("fusion step: there is no " + what + " '" + name + "'; " + meant);
        }
    }

    @Override
    public String toString() {
        return kinds.isEmpty() ? mnemonic : mnemonic + "(" + String.join(", ", new TreeSet<>(kinds)) + ")";
    }
}
