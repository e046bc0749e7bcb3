package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Einsum of one operand (a transpose and a sum) or two (a batched matrix product). */
final class EinsumImport {
    private EinsumImport() {
    }

    static void register(Map<String, NodeImport> handlers) {
        handlers.put("Einsum", EinsumImport::einsum);
    }

    /** A tensor and the label of each of its dimensions. */
    private record Labelled(Value value, List<Character> labels) {
        int extent(char label) {
            return value.type().dim(labels.indexOf(label));
        }
    }

    private static void einsum(ImportNode node, GraphImport graph) {
        String equation = node.text("equation", "").replace(" ", "");
        String[] sides = equation.split("->", -1);
        String[] terms = sides[0].split(",", -1);
        if (sides.length != 2 || terms.length > 2 || terms.length != node.inputs().size() || !equation.matches("[a-zA-Z,]*->[a-zA-Z]*")) {
            throw new InvalidInput("one or two operands, and a result that is spelled out without dots, are supported, got "
                + Quoted.text(equation));
        }
        List<Character> result = labels(sides[1]);
        List<Labelled> operands = new ArrayList<>();
        for (int i = 0; i < terms.length; i++) {
            operands.add(labelled(graph.value(node.input(i)), labels(terms[i])));
        }
        for (char label : result) {
            if (operands.stream().noneMatch(operand -> operand.labels().contains(label))) {
                throw new InvalidInput("the result's '" + label + "' stands in no operand of " + Quoted.text(equation));
            }
        }
        for (int i = 0; i < operands.size(); i++) {
            List<Character> kept = new ArrayList<>(result);
            if (operands.size() == 2) {
                kept.addAll(operands.get(1 - i).labels());
            }
            operands.set(i, summed(graph, operands.get(i), kept));
        }
        Labelled product = operands.size() == 1 ? operands.get(0) : product(graph, operands.get(0), operands.get(1), result);
        Value ordered = new Formula(graph).transposed(product.value(), result.stream().map(product.labels()::indexOf).toList());
        graph.define(node.output(), ordered, Layout.identity(result.size()));
    }

    private static List<Character> labels(String term) {
        List<Character> labels = term.chars().mapToObj(c -> (char) c).toList();
        if (labels.stream().distinct().count() != labels.size()) {
            throw new InvalidInput("a label stands once in each term, got " + Quoted.text(term));
        }
        return labels;
    }

    private static Labelled labelled(Value value, List<Character> labels) {
        if (labels.size() != value.type().rank()) {
            throw new InvalidInput("an operand has a label for each dimension, got " + labels + " for " + value.type());
        }
        return new Labelled(value, labels);
    }

    /** The sum over what neither the result nor the other operand has. */
    private static Labelled summed(GraphImport graph, Labelled operand, List<Character> kept) {
        List<Integer> gone = new ArrayList<>();
        List<Character> left = new ArrayList<>();
        for (int axis = 0; axis < operand.labels().size(); axis++) {
            if (kept.contains(operand.labels().get(axis))) {
                left.add(operand.labels().get(axis));
            } else {
                gone.add(axis);
            }
        }
        return gone.isEmpty() ? operand
            : new Labelled(graph.emit(new Reduce(operand.value(), Reduce.Kind.SUM, gone, false)), left);
    }

    private static Labelled product(GraphImport graph, Labelled a, Labelled b, List<Character> result) {
        Map<Character, Integer> extents = new LinkedHashMap<>();
        Stream.of(a, b).forEach(operand -> operand.labels().forEach(label -> {
            Integer other = extents.put(label, operand.extent(label));
            if (other != null && other != operand.extent(label)) {
                throw new InvalidInput("'" + label + "' is " + other + " in one operand and " + operand.extent(label) + " in the other");
            }
        }));
        List<Character> shared = a.labels().stream().filter(b.labels()::contains).toList();
        List<Character> batch = shared.stream().filter(result::contains).toList();
        List<Character> inner = shared.stream().filter(label -> !result.contains(label)).toList();
        List<Character> rows = a.labels().stream().filter(label -> !shared.contains(label)).toList();
        List<Character> columns = b.labels().stream().filter(label -> !shared.contains(label)).toList();
        Value left = grouped(graph, a, List.of(batch, rows, inner), extents);
        Value right = grouped(graph, b, List.of(batch, inner, columns), extents);
        List<Character> labels = Stream.of(batch, rows, columns).flatMap(List::stream).toList();
        Value joined = graph.emit(new MatMul(left, right));
        return new Labelled(new Formula(graph).reshaped(joined, labels.stream().map(extents::get).toList()), labels);
    }

    /** The operand with one dimension for each group of labels, of extent 1 where a group is empty. */
    private static Value grouped(GraphImport graph, Labelled operand, List<List<Character>> groups, Map<Character, Integer> extents) {
        Formula formula = new Formula(graph);
        List<Integer> permutation = groups.stream().flatMap(List::stream).map(operand.labels()::indexOf).toList();
        List<Integer> dims = groups.stream().map(group -> group.stream().map(extents::get).reduce(1, (p, q) -> p * q)).toList();
        return formula.reshaped(formula.transposed(operand.value(), permutation), dims);
    }
}
