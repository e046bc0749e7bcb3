package io.sextant.codegen.onnxruntime;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.TensorInfo;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.onnx.OnnxExport;
import io.sextant.ir.onnx.PortLayouts;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tensor.TensorBytes;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model that ONNX Runtime has loaded into this process, with the settings of {@link OnnxRuntimeBackend} and one thread: to learn what it
 * computes. For measuring there are workers, which a crash does not take the program with.
 */
public final class OnnxRuntimeModel implements AutoCloseable {
    private final OrtEnvironment environment;
    private final OrtSession session;

    private OnnxRuntimeModel(OrtEnvironment environment, OrtSession session) {
        this.environment = environment;
        this.session = session;
    }

    /**
     * Loads a model in ONNX's binary form.
     *
     * @throws UnsupportedOperationException if ONNX Runtime knows an operator but has no kernel for its element types
     * @throws IllegalStateException         if it refuses the model; the message is its own
     */
    public static OnnxRuntimeModel open(byte[] model) {
        return open(model, OptLevel.ALL_OPT);
    }

    private static OnnxRuntimeModel open(byte[] model, OptLevel optimisation) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        try (SessionOptions options = OnnxRuntimeExecutor.options(1, Optional.empty())) {
            options.setOptimizationLevel(optimisation);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            return new OnnxRuntimeModel(environment, environment.createSession(model, options));
        } catch (OrtException e) {
            throw refused(e);
        }
    }

    /**
     * The outputs of {@code graph}, exported as {@link OnnxRuntimeBackend} does, in their order.
     *
     * @param optimised false to run the model as it stands, which tells faults of ONNX Runtime's optimiser from those of models
     * @throws UnsupportedOperationException as {@link #open}
     * @throws IllegalStateException         as {@link #open}, or if it cannot be run
     */
    public static List<Tensor> outputs(Graph graph, List<Tensor> inputs, boolean optimised) {
        Graph form = OnnxRuntimeForm.of(graph).graph();
        PortLayouts layouts = OnnxExport.layouts(form);
        Map<String, Tensor> fed = new LinkedHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            String port = graph.inputs().get(i).name();
            fed.put(port, layouts.inputToOnnx(port, inputs.get(i)));
        }
        try (OnnxRuntimeModel model = open(OnnxExport.toBytes(form), optimised ? OptLevel.ALL_OPT : OptLevel.NO_OPT)) {
            Map<String, Tensor> computed = model.run(fed);
            return graph.outputs().stream().map(port -> layouts.outputToIr(port.name(), computed.get(port.name()))
                .reshaped(port.value().type())).toList();
        }
    }

    /**
     * Outputs by name, for inputs by name, in the model's layouts; inputs that the model does not have are not used.
     *
     * @throws IllegalStateException if it cannot be run
     */
    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
        Map<String, OnnxTensor> fed = new LinkedHashMap<>();
        try {
            for (String name : session.getInputNames()) {
                fed.put(name, fed(inputs.get(name)));
            }
            Map<String, Tensor> outputs = new LinkedHashMap<>();
            try (OrtSession.Result result = session.run(fed)) {
                for (Map.Entry<String, OnnxValue> output : result) {
                    outputs.put(output.getKey(), read((OnnxTensor) output.getValue()));
                }
            }
            return outputs;
        } catch (OrtException e) {
            throw refused(e);
        } finally {
            fed.values().forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor fed(Tensor tensor) throws OrtException {
        byte[] bytes = TensorBytes.of(tensor);
        ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.LITTLE_ENDIAN).put(bytes).flip();
        long[] shape = tensor.type().shape().dims().stream().mapToLong(Integer::longValue).toArray();
        return OnnxTensor.createTensor(environment, buffer, shape, javaType(tensor.type().dtype()));
    }

    private static Tensor read(OnnxTensor value) {
        TensorInfo info = value.getInfo();
        DType dtype = Arrays.stream(DType.values()).filter(type -> type != DType.I4 && javaType(type) == info.type).findFirst()
            .orElseThrow(() -> new UnsupportedOperationException("the Java side of ONNX Runtime cannot hold what the model makes"));
        ByteBuffer buffer = value.getByteBuffer();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return TensorBytes.tensor(new TensorType(dtype, Shape.ofLongs(Arrays.stream(info.getShape()).boxed().toList())), bytes);
    }

    private static OnnxJavaType javaType(DType dtype) {
        return switch (dtype) {
            case F32 -> OnnxJavaType.FLOAT;
            case F16 -> OnnxJavaType.FLOAT16;
            case BF16 -> OnnxJavaType.BFLOAT16;
            case I64 -> OnnxJavaType.INT64;
            case I32 -> OnnxJavaType.INT32;
            case I16 -> OnnxJavaType.INT16;
            case I8 -> OnnxJavaType.INT8;
            case U8 -> OnnxJavaType.UINT8;
            case BOOL -> OnnxJavaType.BOOL;
            case I4 -> throw new UnsupportedOperationException("ONNX Runtime's Java side has no i4");
        };
    }

    private static RuntimeException refused(OrtException e) {
        return e.getCode() == OrtErrorCode.ORT_NOT_IMPLEMENTED ? new UnsupportedOperationException(e.getMessage(), e)
            : new IllegalStateException(e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot close the model: " + e.getMessage(), e);
        }
    }
}
