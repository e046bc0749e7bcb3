package io.sextant.ir.tflite.read;

import io.sextant.ir.InvalidInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.lite.schema.BuiltinOperator;

/**
 * A TFLite file taken apart: the tensors of its one subgraph on demand, its operators in the order of the file.
 */
final class ModelFile {
    static final int OMITTED = -1;
    private static final int VERSION = 3;
    private static final int CUSTOM = BuiltinOperator.CUSTOM;
    private static final int MOST_OPERANDS = 1 << 12;
    private static final String IDENTIFIER = "TFL3";

    private static final int MODEL_VERSION = 0;
    private static final int MODEL_CODES = 1;
    private static final int MODEL_SUBGRAPHS = 2;
    private static final int MODEL_BUFFERS = 4;
    private static final int CODE_OLD = 0;
    private static final int CODE_CUSTOM = 1;
    private static final int CODE_BUILTIN = 3;
    private static final int GRAPH_TENSORS = 0;
    private static final int GRAPH_INPUTS = 1;
    private static final int GRAPH_OUTPUTS = 2;
    private static final int GRAPH_OPERATORS = 3;
    private static final int GRAPH_NAME = 4;
    private static final int OPERATOR_CODE = 0;
    private static final int OPERATOR_INPUTS = 1;
    private static final int OPERATOR_OUTPUTS = 2;
    private static final int OPERATOR_OPTIONS = 4;

    private final FlatTable model;
    private final FlatTable graph;
    private final ReadBudget budget;
    private final TensorTable tensors;

    private ModelFile(FlatTable model, ReadBudget budget) {
        this.model = model;
        this.budget = budget;
        int version = model.i32(MODEL_VERSION, 0);
        require(version == VERSION, "schema version " + VERSION + " is read, the file has " + version);
        int subgraphs = model.count(MODEL_SUBGRAPHS);
        require(subgraphs == 1, "one subgraph is read, the file has " + subgraphs);
        graph = model.entry(MODEL_SUBGRAPHS, 0);
        tensors = new TensorTable(graph, GRAPH_TENSORS, model, MODEL_BUFFERS, budget);
    }

    static ModelFile read(byte[] bytes, ReadBudget budget) {
        require(isModel(bytes), "is no TFLite file: bytes 4 to 7 are not " + IDENTIFIER);
        return new ModelFile(FlatTable.root(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)), budget);
    }

    /** Whether the first bytes are those of a TFLite file. */
    static boolean isModel(byte[] start) {
        int from = Integer.BYTES;
        return start.length >= from + IDENTIFIER.length()
            && new String(start, from, IDENTIFIER.length(), StandardCharsets.ISO_8859_1).equals(IDENTIFIER);
    }

    String name() {
        return graph.text(GRAPH_NAME);
    }

    TensorTable tensors() {
        return tensors;
    }

    List<Integer> inputs() {
        return ports(GRAPH_INPUTS, "inputs");
    }

    List<Integer> outputs() {
        List<Integer> outputs = ports(GRAPH_OUTPUTS, "outputs");
        require(!outputs.isEmpty(), "the model has no outputs");
        return outputs;
    }

    private List<Integer> ports(int field, String what) {
        List<Integer> ports = graph.ints(field, MOST_OPERANDS, what);
        ports.forEach(tensors::requireKnown);
        return ports;
    }

    List<FileOperator> operators() {
        int count = graph.count(GRAPH_OPERATORS);
        budget.takeEntries(count);
        List<FileOperator> operators = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            try {
                operators.add(operator(index, graph.entry(GRAPH_OPERATORS, index)));
            } catch (InvalidInput e) {
                throw new InvalidInput("operator " + index + ": " + e.getMessage(), e);
            }
        }
        return operators;
    }

    private FileOperator operator(int index, FlatTable table) {
        int codeIndex = table.i32(OPERATOR_CODE, 0);
        require(codeIndex >= 0 && codeIndex < model.count(MODEL_CODES), "there is no operator code " + codeIndex);
        FlatTable code = model.entry(MODEL_CODES, codeIndex);
        int builtin = Math.max(code.i8(CODE_OLD), code.i32(CODE_BUILTIN, 0));
        List<Integer> inputs = operands(table, OPERATOR_INPUTS, "inputs");
        List<Integer> outputs = operands(table, OPERATOR_OUTPUTS, "outputs");
        String name = builtin == CUSTOM ? "CUSTOM " + Quoted.text(code.text(CODE_CUSTOM)) : name(builtin);
        Optional<FlatTable> options = table.table(OPERATOR_OPTIONS);
        return new FileOperator(index, builtin, name, inputs, outputs, options);
    }

    private List<Integer> operands(FlatTable table, int field, String what) {
        List<Integer> operands = table.ints(field, MOST_OPERANDS, what);
        budget.takeEntries(operands.size());
        operands.stream().filter(operand -> operand != OMITTED).forEach(tensors::requireKnown);
        return operands;
    }

    private static String name(int builtin) {
        return builtin >= 0 && builtin < BuiltinOperator.names.length ? BuiltinOperator.names[builtin] : "number " + builtin;
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new InvalidInput(message);
        }
    }
}
