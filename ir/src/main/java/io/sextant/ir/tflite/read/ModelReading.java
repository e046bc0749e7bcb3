package io.sextant.ir.tflite.read;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.IllTyped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads one file into a graph. */
final class ModelReading {
    private static final int MOST_NAMED = 20;

    private final ModelFile file;
    private final GraphBuilder builder;
    private final GraphReading graph;

    ModelReading(String source, ModelFile file, ReadBudget budget) {
        this.file = file;
        this.builder = new GraphBuilder(file.name().isBlank() ? source : file.name());
        this.graph = new GraphReading(file.tensors(), builder, budget, Optional.empty());
    }

    TfliteModel run() {
        List<FileOperator> operators = file.operators();
        requireSupported(operators);
        inputs();
        for (FileOperator operator : operators) {
            try {
                ConstantFolding.read(operator, graph);
            } catch (InvalidInput | IllTyped e) {
                throw new InvalidInput(operator.place() + ": " + e.getMessage(), e);
            }
        }
        outputs();
        return new TfliteModel(builder.build(), graph.values());
    }

    private static void requireSupported(List<FileOperator> operators) {
        List<FileOperator> unsupported = operators.stream().filter(operator -> OperatorImports.of(operator).isEmpty()).toList();
        if (!unsupported.isEmpty()) {
            int count = unsupported.size();
            String listed = unsupported.stream().limit(MOST_NAMED).map(FileOperator::place).collect(Collectors.joining(", "));
            throw new InvalidInput((count == 1 ? "1 operator is" : count + " operators are") + " not supported: " + listed
                + (count > MOST_NAMED ? " and " + (count - MOST_NAMED) + " more" : "") + "; supported are "
                + String.join(", ", OperatorImports.names()));
        }
    }

    private void inputs() {
        Map<String, Integer> names = new HashMap<>();
        for (int index : file.inputs()) {
            FileTensor tensor = file.tensors().get(index);
            if (tensor.data().isPresent()) {
                throw new InvalidInput("input " + tensor + " is a constant");
            }
            graph.bind(index, builder.input(name(tensor, index, names), tensor.type()));
        }
    }

    private void outputs() {
        Map<String, Integer> names = new HashMap<>();
        for (int index : file.outputs()) {
            Value value = graph.value(index);
            builder.output(name(file.tensors().get(index), index, names), value);
        }
    }

    /**
     * The tensor's own name, unless it has none or shares it with another port: then with a number.
     *
     * @param taken the last number that each name of a port was tried with, so that none is tried twice
     */
    private static String name(FileTensor tensor, int index, Map<String, Integer> taken) {
        String own = tensor.name().isBlank() ? "tensor_" + index : tensor.name();
        String name = own;
        while (taken.containsKey(name)) {
            name = own + "_" + taken.merge(own, 1, Integer::sum);
        }
        taken.put(name, 0);
        return name;
    }
}
