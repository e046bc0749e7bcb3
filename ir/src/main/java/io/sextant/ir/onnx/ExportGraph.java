package io.sextant.ir.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.graph.Port;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * An ONNX graph in the making. Every value has a primary layout, the one in which it was first defined; another layout is one ONNX
 * Transpose away, made once.
 */
final class ExportGraph {
    /** Marks an ONNX node that is an operator of the IR by itself, where it could be part of another or a mere change of layout. */
    static final String BY_ITSELF = "An operator by itself.";

    private final Graph graph;
    private final boolean asLaidOut;
    private final int opset;
    private final Map<Value, List<Node>> consumers;
    private final GraphProto.Builder proto = GraphProto.newBuilder();
    private final List<Supplier<TensorProto>> initializers = new ArrayList<>();
    private final Map<Value, Map<Layout, String>> names = new HashMap<>();
    private final Map<Value, Layout> primary = new HashMap<>();
    private final Map<Value, String> outputNames = new HashMap<>();
    private final Map<String, String> scalars = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private String scope = "";

    /** @param asLaidOut whether inputs and outputs lie as in the graph, rather than as the operators beside them want it */
    ExportGraph(Graph graph, boolean asLaidOut) {
        this.graph = graph;
        this.asLaidOut = asLaidOut;
        this.opset = Opset.of(graph);
        this.consumers = graph.consumers();
        proto.setName(graph.name().isBlank() ? "network" : graph.name());
        reservePorts();
        for (Port input : graph.inputs()) {
            TensorType type = input.value().type();
            Layout layout = wanted(input.value()).filter(first -> first.isChannelsFirst() && !asLaidOut).orElse(Layout.identity(type.rank()));
            define(input.value(), layout, input.name());
            proto.addInput(TensorWriter.valueInfo(input.name(), type, layout));
        }
    }

    private void reservePorts() {
        graph.inputs().forEach(input -> taken.add(input.name()));
        Map<String, Value> inputs = new HashMap<>();
        graph.inputs().forEach(input -> inputs.put(input.name(), input.value()));
        for (Port output : graph.outputs()) {
            Value input = inputs.get(output.name());
            if (input != null && !input.equals(output.value())) {
                throw new InvalidInput("cannot write graph '" + graph.name() + "' as ONNX: '" + output.name()
                    + "' names both an input and an output; give them different names");
            }
            taken.add(output.name());
            if (!asLaidOut && input == null && !graph.isConstant(output.value()) && !inputs.containsValue(output.value())) {
                outputNames.putIfAbsent(output.value(), output.name());
            }
        }
    }

    /** The names that follow begin with {@code name}: an operator and its index, e.g. {@code convolution_3}. */
    void begin(String name) {
        scope = unique(name);
    }

    /** The version of the operators that are written. */
    int opset() {
        return opset;
    }

    /** The layout in which {@code value}, or what is made of it by changes of its element type, is used. */
    Optional<Layout> wanted(Value value) {
        return WantedLayout.of(value, consumers);
    }

    Layout layoutOf(Value value) {
        return graph.isConstant(value) ? Layout.identity(value.type().rank()) : primary.get(value);
    }

    boolean isConstant(Value value) {
        return graph.isConstant(value);
    }

    /** The ONNX name of {@code value} held in {@code layout}; {@code role} names a constant that is written now. */
    String operand(Value value, Layout layout, String role) {
        Map<Layout, String> known = names.computeIfAbsent(value, v -> new LinkedHashMap<>());
        String name = known.get(layout);
        if (name == null) {
            name = graph.isConstant(value) ? constant(value, layout, role) : changeLayout(value, layout);
            known.put(layout, name);
        }
        return name;
    }

    String operand(Value value, String role) {
        return operand(value, Layout.identity(value.type().rank()), role);
    }

    private String constant(Value value, Layout layout, String role) {
        Tensor tensor = graph.constants().get(value);
        return initializer(role, () -> TensorPermutation.transpose(tensor, layout.axes()));
    }

    /**
     * The ONNX name of a constant that is broadcast against a tensor held in {@code layout}. Where that moves dimensions, the
     * constant is extended to the tensor's rank and permuted alike; leading extents of 1 are dropped again where it had none.
     */
    String broadcastConstant(Value value, Layout layout, String role) {
        List<Integer> dims = value.type().shape().dims();
        if (layout.isIdentity() || dims.size() > layout.rank() || dims.stream().allMatch(dim -> dim == 1)) {
            return operand(value, role);
        }
        if (dims.size() == layout.rank()) {
            return operand(value, layout, role);
        }
        Map<Layout, String> known = names.computeIfAbsent(value, v -> new LinkedHashMap<>());
        return known.computeIfAbsent(layout, l -> {
            Tensor tensor = graph.constants().get(value);
            return initializer(role, () -> BroadcastConstant.toOnnx(tensor, layout));
        });
    }

    /** Writes a constant named after the operator at hand and {@code role}. */
    String initializer(String role, Supplier<Tensor> tensor) {
        String name = unique(scope + "_" + role);
        initializers.add(() -> TensorWriter.tensor(name, tensor.get()));
        return name;
    }

    /** Writes a list of i64 named after the operator at hand and {@code role}. */
    String integers(String role, List<Integer> values) {
        String name = unique(scope + "_" + role);
        initializers.add(() -> TensorWriter.integers(name, values));
        return name;
    }

    /** A scalar that all operators on elements of a floating type share under {@code name}. */
    String scalar(String name, float value, DType dtype) {
        return scalars.computeIfAbsent(dtype == DType.F32 ? name : name + "_" + dtype.text(), n -> {
            String written = unique(n);
            initializers.add(() -> TensorWriter.tensor(written, Tensor.filled(new TensorType(dtype, Shape.of()), value)));
            return written;
        });
    }

    private String changeLayout(Value value, Layout layout) {
        Layout held = primary.get(value);
        String source = names.get(value).get(held);
        String suffix = layout.isIdentity() ? "_channels_last" : layout.isChannelsFirst() ? "_channels_first" : "_transposed";
        String name = unique(source + suffix);
        proto.addNode(NodeProto.newBuilder().setName(name).setOpType("Transpose").addInput(source).addOutput(name)
            .addAttribute(Attribute.integers("perm", held.permutationTo(layout))));
        return name;
    }

    /** Appends a node inside an operator that takes several, and names its result. */
    String step(String opType, String suffix, List<String> inputs, AttributeProto... attributes) {
        String name = unique(scope + "_" + suffix);
        proto.addNode(node(opType, name, inputs, attributes).addOutput(name));
        return name;
    }

    /** Appends the node that gives {@code result} in {@code layout}. */
    void result(Value result, Layout layout, String opType, List<String> inputs, AttributeProto... attributes) {
        resultAt(0, result, layout, opType, inputs, attributes);
    }

    /** Appends the node whose output at {@code position} is {@code result} in {@code layout}, and whose other outputs are left out. */
    void resultAt(int position, Value result, Layout layout, String opType, List<String> inputs, AttributeProto... attributes) {
        String name = outputNames.getOrDefault(result, scope);
        NodeProto.Builder node = node(opType, scope, inputs, attributes);
        proto.addNode(node.addAllOutput(Collections.nCopies(position, "")).addOutput(name));
        define(result, layout, name);
        if (!outputNames.containsKey(result)) {
            proto.addValueInfo(TensorWriter.valueInfo(name, result.type(), layout));
        }
    }

    /** Marks the node written last with {@link #BY_ITSELF}. */
    void markByItself() {
        proto.getNodeBuilder(proto.getNodeCount() - 1).setDocString(BY_ITSELF);
    }

    private static NodeProto.Builder node(String opType, String name, List<String> inputs, AttributeProto... attributes) {
        return NodeProto.newBuilder().setName(name).setOpType(opType).addAllInput(inputs).addAllAttribute(List.of(attributes));
    }

    private void define(Value value, Layout layout, String name) {
        primary.put(value, layout);
        names.computeIfAbsent(value, v -> new LinkedHashMap<>()).put(layout, name);
    }

    private String unique(String wanted) {
        String name = wanted;
        for (int i = 2; !taken.add(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }

    /** Declares the outputs; an output that is an input, a constant or a second name is an Identity away. */
    void end() {
        for (Port output : graph.outputs()) {
            Value value = output.value();
            Layout layout = asLaidOut ? Layout.identity(value.type().rank()) : layoutOf(value);
            scope = output.name();
            String name = operand(value, layout, "value");
            if (!name.equals(output.name())) {
                proto.addNode(node("Identity", unique(output.name() + "_identity"), List.of(name)).addOutput(output.name()));
            }
            proto.addOutput(TensorWriter.valueInfo(output.name(), value.type(), layout));
        }
    }

    PortLayouts layouts() {
        Map<String, List<Integer>> inputs = new LinkedHashMap<>();
        Map<String, List<Integer>> outputs = new LinkedHashMap<>();
        graph.inputs().forEach(port -> inputs.put(port.name(), layoutOf(port.value()).axes()));
        graph.outputs().forEach(port -> outputs.put(port.name(), layoutOf(port.value()).axes()));
        return new PortLayouts(inputs, outputs);
    }

    /** The whole graph; the data of constants is made only here. */
    GraphProto proto() {
        GraphProto.Builder whole = proto.clone();
        initializers.forEach(initializer -> whole.addInitializer(initializer.get()));
        return whole.build();
    }
}
