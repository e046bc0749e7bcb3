package io.sextant.ir.check;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Port;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.onnx.ImportedModel;
import io.sextant.ir.onnx.OnnxExport;
import io.sextant.ir.onnx.OnnxImport;
import io.sextant.ir.onnx.PortLayouts;
import io.sextant.ir.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The graph written as ONNX and read back has the same ports and computes the same, in the layouts of the model: ports may come back in
 * another one where no spatial operator says which. Graphs with operators that ONNX does not have for their narrow
 * integers are counted and left out.
 */
final class OnnxRoundTrip implements Check {
    private int unwritable;

    @Override
    public String name() {
        return "onnx-round-trip";
    }

    @Override
    public Optional<String> violation(Expectation expected) {
        Graph graph = expected.graph();
        Optional<byte[]> model = written(graph);
        if (model.isEmpty()) {
            unwritable++;
            return Optional.empty();
        }
        ImportedModel back = OnnxImport.parseModel(model.get(), graph.name());
        if (!names(back.graph().inputs()).equals(names(graph.inputs())) || !names(back.graph().outputs()).equals(names(graph.outputs()))) {
            return Optional.of("ports come back as " + back.graph().inputs() + " and " + back.graph().outputs());
        }
        PortLayouts layouts = OnnxExport.layouts(graph);
        PortLayouts turned = new PortLayouts(back.layouts().outputs(), back.layouts().inputs());
        List<Tensor> inputs = new ArrayList<>();
        for (int i = 0; i < graph.inputs().size(); i++) {
            String port = graph.inputs().get(i).name();
            inputs.add(bare(turned.outputToIr(port, layouts.inputToOnnx(port, expected.sample().inputs().get(i)))));
        }
        List<Tensor> outputs = new ArrayList<>();
        for (Tensor output : Interpreter.run(back.graph(), inputs)) {
            Port port = graph.outputs().get(outputs.size());
            outputs.add(layouts.outputToIr(port.name(), turned.inputToOnnx(port.name(), output)).reshaped(port.value().type()));
        }
        return expected.difference(outputs);
    }

    /** What is quantised goes in and out of ONNX models as mere integers. */
    private static Tensor bare(Tensor tensor) {
        return tensor.type().isQuantised() ? tensor.reshaped(tensor.type().bare()) : tensor;
    }

    /** The model; empty if ONNX does not have an operator for its element types. */
    static Optional<byte[]> written(Graph graph) {
        try {
            return Optional.of(OnnxExport.toBytes(graph));
        } catch (InvalidInput e) {
            if (e.getMessage().contains("as ONNX: it has no ")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public Map<String, Integer> counts() {
        return Map.of("graphs that ONNX cannot hold", unwritable);
    }

    private static List<String> names(List<Port> ports) {
        return ports.stream().map(Port::name).toList();
    }
}
