package io.sextant.tests.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The program that prints how far TFLite and the interpreter agree: operator, cases, elements, differing ones, greatest step. */
public final class AgreementTable {
    private static final int CASES = 1000;

    private AgreementTable() {
    }

    /** One operator over {@code cases} random graphs. */
    public record Row(String operator, int cases, Agreement agreement, List<String> failures) {
        public Row {
            failures = List.copyOf(failures);
        }

        public boolean isExact() {
            return agreement.isExact() && failures.isEmpty();
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%-36s %6d %10d %10d %8d  %s", operator, cases, agreement.elements(), agreement.differing(),
                agreement.maxStep(), failures.isEmpty() ? "" : failures.get(0));
        }
    }

    /** @param arguments how many cases per operator (1,000), and a part of the names of operators */
    public static void main(String[] arguments) {
        int cases = arguments.length > 0 ? Integer.parseInt(arguments[0]) : CASES;
        System.out.printf("%-36s %6s %10s %10s %8s%n", "operator", "cases", "elements", "differing", "max step");
        for (String operator : OperatorCases.names()) {
            if (arguments.length < 2 || operator.contains(arguments[1])) {
                System.out.println(row(operator, cases));
            }
        }
    }

    public static Row row(String operator, int cases) {
        Agreement all = Agreement.NOTHING;
        List<String> failures = new ArrayList<>();
        for (int seed = 0; seed < cases; seed++) {
            try {
                Agreement one = Agreement.of(OperatorCases.of(operator, seed));
                all = all.and(one);
                if (!one.isExact()) {
                    failures.add("seed " + seed);
                }
            } catch (RuntimeException e) {
                failures.add("seed " + seed + ": " + e);
            }
        }
        return new Row(operator, cases, all, failures);
    }
}
