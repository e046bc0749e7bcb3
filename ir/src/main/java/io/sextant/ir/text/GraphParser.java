package io.sextant.ir.text;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.graph.Port;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tensor.TensorBytes;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads {@link GraphText}. */
final class GraphParser {
    private static final Pattern ID = Pattern.compile("%[0-9]{1,10}(?![A-Za-z0-9_])");
    private static final Pattern NUMBER = Pattern.compile("[-+.A-Za-z0-9]{1,40}");

    private final Scanner scanner;
    private final boolean abbreviated;
    private final List<Port> inputs = new ArrayList<>();
    private final Map<Value, Tensor> constants = new LinkedHashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Port> outputs = new ArrayList<>();
    private final Map<Integer, Value> defined = new HashMap<>();

    /** @param abbreviated whether constants may go without elements, which are then zero, and ports without names */
    GraphParser(Scanner scanner, boolean abbreviated) {
        this.scanner = scanner;
        this.abbreviated = abbreviated;
    }

    Graph graph() {
        if (!scanner.takeWord("graph")) {
            throw scanner.expected("'graph'");
        }
        String name = scanner.quoted("the name of the graph in quotes");
        scanner.expect("{");
        while (!scanner.take("}")) {
            statement();
        }
        int end = scanner.next();
        if (!scanner.atEnd()) {
            throw scanner.expected("nothing after the closing brace");
        }
        return scanner.checked(end, () -> new Graph(name, inputs, constants, nodes, outputs));
    }

    Graph statements(String name) {
        while (!scanner.atEnd()) {
            statement();
        }
        return scanner.checked(scanner.next(), () -> new Graph(name, inputs, constants, nodes, outputs));
    }

    private void statement() {
        if (scanner.takeWord("input")) {
            Value value = definition();
            inputs.add(port("input", value));
        } else if (scanner.takeWord("const")) {
            Value value = definition();
            constants.put(value, constant(value.type()));
        } else if (scanner.takeWord("output")) {
            outputs.add(port("output", use()));
        } else if (scanner.startsWith("%")) {
            node();
        } else {
            throw scanner.expected("'input', 'const', 'output' or a value such as %3");
        }
        while (scanner.take(";")) {
            continue;
        }
    }

    private void node() {
        int start = scanner.next();
        int id = id();
        scanner.expect(":");
        TensorType type = scanner.type();
        scanner.expect("=");
        int operator = scanner.next();
        Op op = new OperatorParser(scanner, this::use).operator();
        if (!op.type().equals(type)) {
            throw scanner.at(operator, "graph G3: " + op.mnemonic() + " makes " + op.type() + ", but %" + id + " is declared " + type);
        }
        nodes.add(new Node(define(start, id, type), op));
    }

    private Value definition() {
        int start = scanner.next();
        int id = id();
        scanner.expect(":");
        return define(start, id, scanner.type());
    }

    private Value define(int offset, int id, TensorType type) {
        Value value = new Value(id, type);
        if (defined.putIfAbsent(id, value) != null) {
            throw scanner.at(offset, "graph G1: %" + id + " is already defined as " + defined.get(id).type());
        }
        return value;
    }

    private Value use() {
        int start = scanner.next();
        int id = id();
        Value value = defined.get(id);
        if (value == null) {
            throw scanner.at(start, "graph G2: %" + id + " is not defined above");
        }
        return value;
    }

    private int id() {
        int start = scanner.next();
        long id = Long.parseLong(scanner.expect(ID, "a value such as %3").substring(1));
        if (id > Integer.MAX_VALUE) {
            throw scanner.at(start, "value ids are at most " + Integer.MAX_VALUE);
        }
        return (int) id;
    }

    private Port port(String kind, Value value) {
        int start = scanner.next();
        if (abbreviated && !scanner.startsWith("\"")) {
            return new Port(kind + (kind.equals("input") ? inputs : outputs).size(), value);
        }
        String name = scanner.quoted("the name of the " + kind + " in quotes");
        return scanner.checked(start, () -> new Port(name, value));
    }

    private Tensor constant(TensorType type) {
        if (abbreviated && !scanner.startsWith("=")) {
            return Tensor.zeros(type);
        }
        scanner.expect("=");
        int start = scanner.next();
        if (scanner.take("...")) {
            throw scanner.at(start, "the elements of this constant were left out (...), so the graph cannot be read back;"
                + " print it with complete weights");
        }
        if (scanner.takeWord("base64")) {
            return scanner.checked(start, () -> TensorBytes.tensor(type, base64(start, type)));
        }
        if (!scanner.startsWith("[")) {
            throw scanner.expected("a list such as [1, 2], or base64 \"...\"");
        }
        List<String> elements = elements(type);
        try {
            return scanner.checked(start, () -> ConstantText.ofList(type, elements));
        } catch (NumberFormatException e) {
            throw scanner.at(start, "expected elements of " + type.dtype().text() + ", " + e.getMessage());
        }
    }

    private byte[] base64(int start, TensorType type) {
        String text = scanner.quoted("base64 in quotes");
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (bytes.length == type.bytes()) {
                return bytes;
            }
            throw scanner.at(start, type + " takes " + type.bytes() + " bytes, found " + bytes.length);
        } catch (IllegalArgumentException e) {
            throw scanner.at(start, "not base64: " + e.getMessage());
        }
    }

    private List<String> elements(TensorType type) {
        List<String> elements = new ArrayList<>();
        scanner.expect("[");
        while (!scanner.take("]")) {
            if (!elements.isEmpty()) {
                scanner.expect(",");
            }
            if (elements.size() == type.elements()) {
                throw scanner.expected("']' after the " + type.elements() + " elements of " + type);
            }
            elements.add(scanner.expect(NUMBER, "a number"));
        }
        return elements;
    }
}
