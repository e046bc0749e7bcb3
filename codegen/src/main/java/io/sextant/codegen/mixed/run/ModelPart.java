package io.sextant.codegen.mixed.run;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A session of ONNX Runtime whose inputs and outputs are the shared memory itself. */
record ModelPart(OrtSession session, Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) implements AutoCloseable {
    /** Takes the session, which it closes if it fails, too. */
    static ModelPart open(OrtSession session, MixedFile.Part part, MixedFile file, SharedMemory memory) throws OrtException {
        ModelPart opened = new ModelPart(session, new LinkedHashMap<>(), new LinkedHashMap<>());
        try {
            addTensors(part.inputs(), file, memory, opened.inputs());
            addTensors(part.outputs(), file, memory, opened.outputs());
        } catch (OrtException | RuntimeException e) {
            opened.close();
            throw e;
        }
        return opened;
    }

    private static void addTensors(List<Integer> values, MixedFile file, SharedMemory memory, Map<String, OnnxTensor> tensors)
        throws OrtException {
        for (int value : values) {
            MixedFile.Held held = file.values().get(value);
            long[] shape = held.shape().stream().mapToLong(Long::longValue).toArray();
            tensors.put(MixedFile.port(value), OnnxTensor.createTensor(OrtEnvironment.getEnvironment(),
                memory.of(value).asByteBuffer().order(ByteOrder.nativeOrder()), shape, OnnxJavaType.valueOf(held.type())));
        }
    }

    void run() throws OrtException {
        session.run(inputs, Set.of(), outputs).close();
    }

    @Override
    public void close() {
        inputs.values().forEach(OnnxTensor::close);
        outputs.values().forEach(OnnxTensor::close);
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot close the model: " + e.getMessage(), e);
        }
    }
}
