package io.sextant.ir.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Port;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tensor.TensorBytes;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs models with ONNX Runtime and compares it with the interpreter. */
final class OnnxRuntime {
    private OnnxRuntime() {
    }

    /** Requires that the exported graph computes what the interpreter does; {@code tolerance} is relative above 1. */
    static void assertAgrees(Graph graph, List<Tensor> inputs, float tolerance, String message) throws OrtException {
        PortLayouts layouts = OnnxExport.layouts(graph);
        Map<String, Tensor> fed = new LinkedHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            String port = graph.inputs().get(i).name();
            fed.put(port, layouts.inputToOnnx(port, inputs.get(i)));
        }
        Map<String, Tensor> computed = run(OnnxExport.toBytes(graph), fed);
        List<Tensor> expected = Interpreter.run(graph, inputs);
        for (int i = 0; i < expected.size(); i++) {
            Port output = graph.outputs().get(i);
            Tensor actual = layouts.outputToIr(output.name(), computed.get(output.name()));
            assertClose(expected.get(i), actual, tolerance, message + ", " + output);
        }
    }

    static void assertClose(Tensor expected, Tensor actual, float tolerance, String message) {
        assertEquals(expected.type(), actual.type(), message);
        switch (expected.type().dtype().storage()) {
            case FLOATS -> {
                for (int i = 0; i < expected.floats().length; i++) {
                    float wanted = expected.floats()[i];
                    float allowed = Float.isFinite(wanted) ? tolerance * Math.max(1, Math.abs(wanted)) : 0;
                    assertEquals(wanted, actual.floats()[i], allowed, message + ", element " + i);
                }
            }
            case LONGS -> assertArrayEquals(expected.longs(), actual.longs(), message);
            case INTS -> assertArrayEquals(expected.ints(), actual.ints(), message);
        }
    }

    /** Outputs by name, for inputs by name; both in ONNX's layout. */
    static Map<String, Tensor> run(byte[] model, Map<String, Tensor> inputs) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensor> fed = new LinkedHashMap<>();
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            try (OrtSession session = environment.createSession(model, options)) {
                for (String name : session.getInputNames()) {
                    fed.put(name, fed(environment, inputs.get(name)));
                }
                try (OrtSession.Result result = session.run(fed)) {
                    for (Map.Entry<String, OnnxValue> output : result) {
                        outputs.put(output.getKey(), read((OnnxTensor) output.getValue()));
                    }
                }
            }
        } finally {
            fed.values().forEach(OnnxTensor::close);
        }
        return outputs;
    }

    private static OnnxTensor fed(OrtEnvironment environment, Tensor tensor) throws OrtException {
        TensorType type = tensor.type();
        long[] shape = type.shape().dims().stream().mapToLong(i -> i).toArray();
        if (type.dtype() == DType.F32) {
            return OnnxTensor.createTensor(environment, FloatBuffer.wrap(tensor.floats()), shape);
        }
        ByteBuffer bytes = ByteBuffer.allocateDirect((int) type.bytes()).order(ByteOrder.nativeOrder()).put(TensorBytes.of(tensor));
        return OnnxTensor.createTensor(environment, bytes.flip(), shape, javaType(type.dtype()));
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
            case I4 -> OnnxJavaType.UNKNOWN;
            case U8 -> OnnxJavaType.UINT8;
            case BOOL -> OnnxJavaType.BOOL;
        };
    }

    private static Tensor read(OnnxTensor value) {
        DType dtype = Arrays.stream(DType.values()).filter(type -> javaType(type) == value.getInfo().type).findFirst()
            .orElseThrow();
        TensorType type = new TensorType(dtype,
            Shape.of(Arrays.stream(value.getInfo().getShape()).mapToInt(Math::toIntExact).toArray()));
        ByteBuffer bytes = value.getByteBuffer().order(ByteOrder.nativeOrder());
        byte[] elements = new byte[bytes.remaining()];
        bytes.get(elements);
        return TensorBytes.tensor(type, elements);
    }
}
