package io.sextant.codegen.c.emit;

import io.sextant.codegen.c.network.NetworkSource;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Port;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Inputs or outputs of a network, as macros and as a table.
 *
 * @param kind     {@code input}
 * @param inFile   permutations of the model's file
 */
record Ports(CName name, String kind, List<Port> ports, Map<String, List<Integer>> inFile, NetworkSource source) {
    static List<Ports> of(Emission emission, Graph graph, NetworkSource source) {
        return List.of(new Ports(emission.name(), "input", graph.inputs(), emission.layouts().inputs(), source),
            new Ports(emission.name(), "output", graph.outputs(), emission.layouts().outputs(), source));
    }

    /** How many there are, and of each its shape, place and size. */
    String macros() {
        String upper = kind.toUpperCase(Locale.ROOT);
        StringBuilder text = new StringBuilder("#define " + name.upper() + "_" + upper + "S " + ports.size() + "\n");
        CName.Macros names = new CName.Macros();
        for (Port port : ports) {
            String macro = "#define " + name.upper() + "_" + upper + "_" + names.of(port.name());
            TensorType type = port.value().type();
            text.append("/* ").append(kind).append(' ').append(Quoted.comment(port.name())).append(": float").append(shape(type))
                .append(held(port)).append(" */\n").append(macro).append("_OFFSET ").append(source.offset(port.value())).append('\n')
                .append(macro).append("_FLOATS ").append(type.elements()).append('\n');
        }
        return text.toString();
    }

    private static String shape(TensorType type) {
        return type.shape().dims().stream().map(dim -> "[" + dim + "]").collect(Collectors.joining());
    }

    /** What the model's file has at the same place, where that is something else. */
    private String held(Port port) {
        List<Integer> permutation = inFile.getOrDefault(port.name(), List.of());
        boolean same = permutation.equals(IntStream.range(0, permutation.size()).boxed().toList());
        if (same) {
            return "";
        }
        TensorType type = port.value().type();
        return "; the model has " + permutation.stream().map(axis -> "[" + type.dim(axis) + "]").collect(Collectors.joining())
            + ", axis i there is axis " + permutation + "[i] here";
    }

    String table() {
        String rows = ports.stream().map(port -> "    { " + Quoted.literal(port.name()) + ", " + source.offset(port.value()) + ", "
            + port.value().type().elements() + ", " + port.value().type().rank() + ", { " + extents(port.value().type()) + " } },\n")
            .collect(Collectors.joining());
        return declaration() + " = {\n" + rows + "};\n";
    }

    private static String extents(TensorType type) {
        return type.rank() == 0 ? "1" : type.shape().dims().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    String declaration() {
        return "const struct " + name.text() + "_port " + name.text() + "_" + kind + "s[" + ports.size() + "]";
    }
}
