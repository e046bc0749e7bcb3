package io.sextant.ir.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One reading of one model, from protocol buffer to graph. */
final class ModelImport {
    /** An input is quantised and dequantised before it is used. */
    private static final int QUANTISATIONS = 2;

    private final ImportFailures failures;
    private final GraphProto proto;
    private final ModelOpsets opsets;
    private final ImportOptions options;
    private final GraphBuilder builder;
    private final NodeReading reading;
    private final Map<String, List<Integer>> inputLayouts = new LinkedHashMap<>();
    private final Map<String, List<Integer>> outputLayouts = new LinkedHashMap<>();

    /** @param fileBytes size of the model without external data */
    ModelImport(String source, ModelProto model, long fileBytes, ExternalData external, ImportOptions options) {
        this.failures = new ImportFailures(source);
        this.proto = model.getGraph();
        this.opsets = new ModelOpsets(model);
        this.options = options;
        this.builder = new GraphBuilder(proto.getName().isBlank() ? source : proto.getName());
        this.reading = new NodeReading(opsets, failures, builder, new ConstantBudget(fileBytes, external));
    }

    ImportedModel run() {
        failures.at("", opsets::require);
        List<ImportNode> ordered = failures.at("", () -> reading.adopt(proto, name -> false));
        inputs();
        reading.read(ordered);
        proto.getOutputList().forEach(this::output);
        failures.throwIfAny();
        PortLayouts layouts = new PortLayouts(inputLayouts, outputLayouts);
        return new ImportedModel(failures.at("", builder::build), layouts);
    }

    private void inputs() {
        List<ValueInfoProto> given = proto.getInputList().stream().filter(input -> !reading.isStored(input.getName())).toList();
        InputTypes types = new InputTypes(options, given);
        failures.at("", types::requireAllNamed);
        for (ValueInfoProto input : given) {
            String name = input.getName();
            failures.collect("input " + Quoted.text(name), List.of(name), () -> {
                TensorType type = types.of(input);
                Layout layout = isSpatial(name, type) ? Layout.channelsFirst(type.rank()) : Layout.identity(type.rank());
                if (name.isBlank() || inputLayouts.put(name, layout.axes()) != null) {
                    throw new InvalidInput("has no name or that of another input");
                }
                TensorType held = type.withShape(new Shape(layout.toIr(type.shape().dims())));
                reading.graph().define(name, builder.input(name, held), layout);
            });
        }
    }

    private boolean isSpatial(String input, TensorType type) {
        return (type.rank() == 3 || type.rank() == 4) && isUsedSpatially(input, QUANTISATIONS);
    }

    /** Whether a spatial operator uses {@code name}, or what at most {@code further} quantisations make of it. */
    private boolean isUsedSpatially(String name, int further) {
        return reading.users(name).stream().filter(node -> node.optional(0).equals(Optional.of(name)))
            .anyMatch(node -> NodeImports.isSpatial(node) || further > 0 && QuantizationImport.is(node) && !node.outputs().isEmpty()
                && isUsedSpatially(node.outputs().get(0), further - 1));
    }

    private void output(ValueInfoProto output) {
        String name = output.getName();
        if (failures.isLost(name)) {
            return;
        }
        failures.collect("output " + Quoted.text(name), List.of(), () -> {
            GraphImport graph = reading.graph();
            if (name.isBlank() || !graph.isKnown(name)) {
                throw new InvalidInput("is no input, initializer or result of a node");
            }
            Symbol.Activation symbol = graph.output(name);
            outputLayouts.put(name, symbol.layout().axes());
            builder.output(name, symbol.value());
        });
    }
}
