package io.sextant.ir.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One reading of one model, from protocol buffer to graph. */
final class ModelImport {
    private static final int OLDEST_OPSET = 11;
    private static final int NEWEST_OPSET = 23;
    private static final int MOST_LISTED = 100;
    private static final long CONSTANT_HEADROOM_BYTES = 64L << 20;

    private final String source;
    private final GraphProto proto;
    private final Map<String, Long> opsets = new HashMap<>();
    private final Map<String, TensorProto> stored = new HashMap<>();
    private final Map<String, List<ImportNode>> consumers = new HashMap<>();
    private final Map<String, List<Integer>> inputLayouts = new LinkedHashMap<>();
    private final Map<String, List<Integer>> outputLayouts = new LinkedHashMap<>();
    private final long constantBudget;

    ModelImport(String source, ModelProto model, long fileBytes) {
        this.source = source;
        this.proto = model.getGraph();
        this.constantBudget = 4 * fileBytes + CONSTANT_HEADROOM_BYTES;
        for (OperatorSetIdProto opset : model.getOpsetImportList()) {
            opsets.put(opset.getDomain().equals("ai.onnx") ? "" : opset.getDomain(), opset.getVersion());
        }
    }

    ImportedModel run() {
        int opset = at("", this::opset);
        List<ImportNode> nodes = new ArrayList<>();
        for (NodeProto node : proto.getNodeList()) {
            nodes.add(new ImportNode(nodes.size(), node, opset));
        }
        rejectUnsupported(nodes);
        at("", this::storeInitializers);
        List<ImportNode> computed = withoutConstants(nodes);
        GraphBuilder builder = new GraphBuilder(proto.getName().isBlank() ? source : proto.getName());
        GraphImport graph = new GraphImport(builder, new StoredTensors(stored), consumers, constantBudget);
        List<ImportNode> ordered = ordered(computed);
        inputs(builder, graph);
        ordered.forEach(node -> read(node, graph));
        at("", () -> outputs(builder, graph));
        PortLayouts layouts = new PortLayouts(inputLayouts, outputLayouts);
        return new ImportedModel(at("", builder::build), layouts);
    }

    private int opset() {
        long opset = opsets.getOrDefault("", 0L);
        if (opset < OLDEST_OPSET || opset > NEWEST_OPSET) {
            throw new InvalidInput("opset " + opset + " is not supported, only " + OLDEST_OPSET + " to " + NEWEST_OPSET);
        }
        return (int) opset;
    }

    private void storeInitializers() {
        if (proto.getSparseInitializerCount() > 0) {
            throw new InvalidInput("sparse initializers are not supported");
        }
        for (TensorProto initializer : proto.getInitializerList()) {
            if (stored.put(initializer.getName(), initializer) != null) {
                throw new InvalidInput("two initializers are called " + Quoted.text(initializer.getName()));
            }
        }
    }

    private void rejectUnsupported(List<ImportNode> nodes) {
        List<ImportNode> unsupported = nodes.stream()
            .filter(node -> NodeImports.of(node).isEmpty() && !ConstantNode.is(node)).toList();
        if (unsupported.isEmpty()) {
            return;
        }
        String listed = unsupported.stream().limit(MOST_LISTED).map(this::described).collect(Collectors.joining(", "));
        int rest = unsupported.size() - MOST_LISTED;
        throw new InvalidInput(source + ": " + (unsupported.size() == 1 ? "1 operator is" : unsupported.size() + " operators are")
            + " not supported: " + listed + (rest > 0 ? " and " + rest + " more" : ""));
    }

    private String described(ImportNode node) {
        String domain = node.domain().isEmpty() ? "ai.onnx" : Quoted.bare(node.domain());
        Long version = opsets.get(node.domain());
        String opset = version == null ? "" : " opset " + version;
        return node.label() + " (" + Quoted.bare(node.operator()) + ", " + domain + opset + ")";
    }

    private List<ImportNode> withoutConstants(List<ImportNode> nodes) {
        List<ImportNode> computed = new ArrayList<>();
        for (ImportNode node : nodes) {
            if (ConstantNode.is(node)) {
                at(node.place(), () -> {
                    if (stored.put(node.output(), ConstantNode.tensor(node)) != null) {
                        throw new InvalidInput("defines " + Quoted.text(node.output()) + " a second time");
                    }
                });
            } else {
                computed.add(node);
            }
        }
        return computed;
    }

    private List<ImportNode> ordered(List<ImportNode> nodes) {
        Set<String> given = new HashSet<>(stored.keySet());
        proto.getInputList().forEach(input -> given.add(input.getName()));
        for (ImportNode node : nodes) {
            node.inputs().forEach(input -> consumers.computeIfAbsent(input, name -> new ArrayList<>()).add(node));
        }
        return at("", () -> NodeOrder.sorted(nodes, given));
    }

    private void inputs(GraphBuilder builder, GraphImport graph) {
        for (ValueInfoProto input : proto.getInputList()) {
            if (stored.containsKey(input.getName())) {
                continue;
            }
            at("input " + Quoted.text(input.getName()), () -> {
                TensorType type = type(input);
                Layout layout = isSpatial(input.getName(), type) ? Layout.channelsFirst(type.rank()) : Layout.identity(type.rank());
                if (input.getName().isBlank() || inputLayouts.put(input.getName(), layout.axes()) != null) {
                    throw new InvalidInput("has no name or that of another input");
                }
                TensorType held = type.withShape(new Shape(layout.toIr(type.shape().dims())));
                graph.define(input.getName(), builder.input(input.getName(), held), layout);
            });
        }
        proto.getOutputList().forEach(output -> consumers.remove(output.getName()));
    }

    private boolean isSpatial(String input, TensorType type) {
        List<ImportNode> users = consumers.getOrDefault(input, List.of());
        return (type.rank() == 3 || type.rank() == 4)
            && users.stream().anyMatch(node -> NodeImports.isSpatial(node) && node.inputs().get(0).equals(input));
    }

    private static TensorType type(ValueInfoProto input) {
        if (!input.getType().hasTensorType() || !input.getType().getTensorType().hasShape()) {
            throw new InvalidInput("a tensor with a shape is expected");
        }
        TensorShapeProto shape = input.getType().getTensorType().getShape();
        List<Long> dims = new ArrayList<>();
        for (TensorShapeProto.Dimension dim : shape.getDimList()) {
            boolean open = dim.getDimValue() <= 0;
            if (open && !dims.isEmpty()) {
                String extent = dim.hasDimParam() ? Quoted.text(dim.getDimParam()) : "open";
                throw new InvalidInput("dimension " + dims.size() + " is " + extent
                    + "; only the first, the batch, may be, the others need fixed extents");
            }
            dims.add(open ? 1 : dim.getDimValue());
        }
        return new TensorType(TensorReader.elementType(input.getType().getTensorType().getElemType()), TensorReader.shape(dims));
    }

    private void read(ImportNode node, GraphImport graph) {
        if (graph.isClaimed(node)) {
            return;
        }
        at(node.place(), () -> {
            NodeImports.of(node).orElseThrow().run(node, graph);
            node.rejectUnread();
        });
    }

    private void outputs(GraphBuilder builder, GraphImport graph) {
        for (ValueInfoProto output : proto.getOutputList()) {
            String name = output.getName();
            if (name.isBlank() || !graph.isKnown(name)) {
                throw new InvalidInput("output " + Quoted.text(name) + " is no input, initializer or result of a node");
            }
            Symbol.Activation symbol = graph.output(name);
            outputLayouts.put(name, symbol.layout().axes());
            builder.output(name, symbol.value());
        }
    }

    private void at(String place, Runnable action) {
        at(place, () -> {
            action.run();
            return null;
        });
    }

    /** Adds the place to what goes wrong in {@code action}. */
    private <R> R at(String place, Supplier<R> action) {
        try {
            return action.get();
        } catch (InvalidInput | IllTyped e) {
            throw new InvalidInput(source + ": " + (place.isEmpty() ? "" : place + ": ") + e.getMessage(), e);
        }
    }
}
