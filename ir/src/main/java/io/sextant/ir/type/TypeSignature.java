package io.sextant.ir.type;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which element types the operands of an operator may have, and how they and the result are related. Written as a {@link TypeClass} per
 * operand, in their order, and one for the result:
 * <pre>
 * floating -&gt; floating
 * bool, any, any -&gt; any
 * floating, floating, quantised -&gt; quantised
 * any -&gt; other any
 * </pre>
 * The same words stand for the same element type, whichever of the class it is; {@code other} makes them another type, which may be the
 * same by chance. The last operand stands for all that follow, so that one word tells of operators whose operands are all alike.
 */
public final class TypeSignature {
    private static final String OTHER = "other ";

    private final List<String> variables = new ArrayList<>();
    private final List<TypeClass> classes = new ArrayList<>();
    private final int[] operands;
    private final int result;

    private TypeSignature(String text) {
        String[] sides = text.split("->", -1);
        if (sides.length != 2) {
            throw new IllegalArgumentException("a type signature reads 'class, class -> class', got '" + text + "'");
        }
        operands = Arrays.stream(sides[0].split(",", -1)).mapToInt(word -> variable(word.strip())).toArray();
        result = variable(sides[1].strip());
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException if it names no type class, or is not of that form
     */
    public static TypeSignature parse(String text) {
        return new TypeSignature(text);
    }

    private int variable(String words) {
        if (!variables.contains(words)) {
            String name = words.startsWith(OTHER) ? words.substring(OTHER.length()) : words;
            classes.add(TypeClass.parse(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no type class '" + name + "', only "
                    + Arrays.stream(TypeClass.values()).map(TypeClass::text).toList())));
            variables.add(words);
        }
        return variables.indexOf(words);
    }

    /** The types that the operand at {@code position} may have; operands count from 0, absent ones included. */
    public TypeClass operand(int position) {
        return classes.get(variable(position));
    }

    /** The types that the result may have. */
    public TypeClass result() {
        return classes.get(result);
    }

    private int variable(int position) {
        return operands[Math.min(position, operands.length - 1)];
    }

    /** Operands of an operator in the making, none yet. */
    public Match match() {
        return new Match();
    }

    /** Which types the operands taken so far stand for. */
    public final class Match {
        private final DType[] bound = new DType[classes.size()];

        private Match() {
        }

        /** Takes the operand at {@code position}; false if it may not be of that type, or not together with the others. */
        public boolean take(int position, DType type) {
            int variable = variable(position);
            if (bound[variable] == null && classes.get(variable).contains(type)) {
                bound[variable] = type;
            }
            return bound[variable] == type;
        }

        /** The element type of the result; empty where the operands do not determine it. */
        public Optional<DType> result() {
            return Optional.ofNullable(bound[result]);
        }
    }

    /**
     * What is required of operands of these names, for messages: {@code operands are of one floating type (f32, f16 or bf16)}.
     *
     * @param names one per position; {@code several} where more operands may follow under the last of them
     */
    public String required(List<String> names, boolean several) {
        List<String> sentences = new ArrayList<>();
        for (int variable = 0; variable < variables.size(); variable++) {
            List<String> concerned = new ArrayList<>();
            for (int position = 0; position < names.size(); position++) {
                if (variable(position) == variable) {
                    concerned.add(names.get(position));
                }
            }
            boolean all = concerned.size() == names.size();
            boolean one = concerned.size() == 1 && !(several && concerned.contains(names.get(names.size() - 1)));
            if (!concerned.isEmpty()) {
                sentences.add(one ? concerned.get(0) + " is " + classes.get(variable).described()
                    : (all ? "operands" : String.join(" and ", concerned)) + " are " + shared(classes.get(variable)));
            }
        }
        return String.join("; ", sentences);
    }

    private static String shared(TypeClass types) {
        return switch (types) {
            case ANY -> "of one type";
            case BOOL -> "bool";
            case FLOATING, INTEGER, NUMBER, SIGNED, QUANTISED, ACCUMULATED, INDEX -> "of one type, " + types.described();
        };
    }

    @Override
    public String toString() {
        List<String> words = Arrays.stream(operands).mapToObj(variables::get).toList();
        return String.join(", ", words) + " -> " + variables.get(result);
    }
}
