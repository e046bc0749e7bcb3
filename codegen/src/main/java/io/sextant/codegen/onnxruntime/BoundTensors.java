package io.sextant.codegen.onnxruntime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A model's inputs, filled, and its outputs, both in native memory, so that an inference copies and allocates nothing in Java.
 *
 * @param pinned    output tensors that ONNX Runtime writes to
 * @param requested outputs that cannot be pinned (strings, sequences, maps, empty tensors): made anew by every inference
 */
record BoundTensors(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> pinned, Set<String> requested) implements AutoCloseable {

    /** Shapes of outputs may depend on the inputs: one inference finds them. */
    static BoundTensors bind(OrtEnvironment environment, OrtSession session) throws OrtException {
        NativeTensors tensors = new NativeTensors(environment);
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        for (Map.Entry<String, NodeInfo> input : session.getInputInfo().entrySet()) {
            if (!(input.getValue().getInfo() instanceof TensorInfo info)) {
                throw new UnsupportedOperationException("input '" + input.getKey() + "' is " + input.getValue().getInfo()
                    + "; only tensors can be made up as inputs");
            }
            inputs.put(input.getKey(), tensors.input(input.getKey(), info));
        }
        Map<String, OnnxTensor> pinned = new LinkedHashMap<>();
        Set<String> requested = new HashSet<>();
        try (OrtSession.Result result = session.run(inputs)) {
            for (Map.Entry<String, OnnxValue> output : result) {
                if (output.getValue().getInfo() instanceof TensorInfo info && NativeTensors.isPinnable(info)) {
                    pinned.put(output.getKey(), tensors.output(output.getKey(), info));
                } else {
                    requested.add(output.getKey());
                }
            }
        }
        return new BoundTensors(inputs, pinned, requested);
    }

    @Override
    public void close() {
        inputs.values().forEach(OnnxTensor::close);
        pinned.values().forEach(OnnxTensor::close);
    }
}
