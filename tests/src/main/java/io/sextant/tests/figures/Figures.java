package io.sextant.tests.figures;

import io.sextant.ir.naming.NearMatch;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The program behind {@code tests/figures}: exit code 0 all reached, 1 not all, 2 wrong arguments, 4 cannot be run here. */
public final class Figures {
    private static final int REACHED = 0;
    private static final int MISSED = 1;
    private static final int WRONG_ARGUMENTS = 2;
    private static final int NOT_RUN = 4;

    private final Map<String, Supplier<FigureSet>> sets;
    private final PrintStream out;

    Figures(Map<String, Supplier<FigureSet>> sets, PrintStream out) {
        this.sets = Map.copyOf(sets);
        this.out = out;
    }

    public static void main(String[] arguments) {
        Map<String, Supplier<FigureSet>> sets = Map.of("main", MainFigures::new, "lut", LutFigures::new, "ir", IrFigures::new, "memory",
            MemoryFigures::new, "tflite", TfliteFigures::new, "cpu", CpuFigures::new, "precision", PrecisionFigures::new);
        System.exit(new Figures(sets, System.out).run(List.of(arguments)));
    }

    int run(List<String> arguments) {
        List<String> names = new ArrayList<>(arguments);
        boolean quick = names.remove("--quick");
        if (names.size() != 1 || names.get(0).startsWith("-")) {
            out.println("usage: tests/figures NAME [--quick]; names: " + known());
            return WRONG_ARGUMENTS;
        }
        String name = names.get(0);
        if (!sets.containsKey(name)) {
            out.println("no figures are called '" + name + "'" + NearMatch.hint(name, sets.keySet()) + "; names: " + known());
            return WRONG_ARGUMENTS;
        }
        return measure(name, quick);
    }

    private int measure(String name, boolean quick) {
        try {
            List<Figure> figures = sets.get(name).get().measure(quick);
            print(figures);
            if (quick) {
                out.println("quick: the path was run briefly; these are no results");
            }
            long reached = figures.stream().filter(Figure::reached).count();
            out.println(name + ": reached " + reached + " of " + figures.size());
            return quick || reached == figures.size() ? REACHED : MISSED;
        } catch (NotRunnable e) {
            out.println(name + ": not run (" + e.getMessage() + ")");
            return NOT_RUN;
        }
    }

    private void print(List<Figure> figures) {
        List<List<String>> rows = new ArrayList<>(List.of(Figure.HEAD));
        figures.forEach(figure -> rows.add(figure.cells()));
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                line.append(String.format("%-" + (width(rows, column) + 2) + "s", row.get(column)));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private String known() {
        return String.join(", ", sets.keySet().stream().sorted().toList());
    }
}
