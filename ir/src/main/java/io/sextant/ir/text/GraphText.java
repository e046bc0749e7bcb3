package io.sextant.ir.text;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;

/**
 * The text form of a graph:
 * <pre>
 * graph "mnist1d" {
 *   input %0: f32[1x40x1] "signal"
 *   const %1: f32[5x1x8] = ...
 *   const %2: f32[8] = [0, 0.5, -1, 0, 0, 0, 0, 2]
 *   %3: f32[1x20x8] = convolution(%0, %1, %2) strides=[2] padBefore=[2] padAfter=[2] dilations=[1] groups=1
 *   output %3 "features"
 * }
 * </pre>
 * An absent optional operand is {@code _}; {@code #} starts a comment; lines may be broken anywhere, and {@code ;} may end a
 * statement. Values keep their ids and constants their order, so a complete text parses back to the same graph.
 */
public final class GraphText {
    /** How the elements of constants are written; those of up to 16 elements are always listed. */
    public enum Weights {
        /** Every element: large constants as {@code base64 "..."}, little endian. */
        COMPLETE,
        /** Large constants as {@code ...}: for reading; not to be parsed back. */
        ELIDED
    }

    private GraphText() {
    }

    /** The complete text of {@code graph}. */
    public static String print(Graph graph) {
        return print(graph, Weights.COMPLETE);
    }

    public static String print(Graph graph, Weights weights) {
        return GraphPrinter.print(graph, weights);
    }

    /**
     * The graph that {@code text} describes.
     *
     * @throws InvalidInput with line and column if the text is not a well-typed graph or leaves out elements of a constant
     */
    public static Graph parse(String text) {
        return new GraphParser(new Scanner(text), false).graph();
    }

    /**
     * The graph whose statements, without {@code graph "..." { }} around them, stand from {@code offset} on; a constant may be given by
     * its type alone ({@code const %1: f32[8];}) and is then zero, and ports may go without names.
     *
     * @throws InvalidInput with line and column if the text is not a well-typed graph
     */
    public static Graph parseStatements(String name, String text, int offset) {
        Scanner scanner = new Scanner(text);
        scanner.skip(offset);
        return new GraphParser(scanner, true).statements(name);
    }
}
