package io.sextant.ir.tflite.schema;

import io.sextant.ir.type.DType;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.lite.schema.TensorType;

/** Element types by their numbers in TFLite files. */
public final class TfliteTypes {
    private static final Map<Byte, DType> TYPES = Map.of(TensorType.FLOAT32, DType.F32, TensorType.FLOAT16, DType.F16,
        TensorType.INT32, DType.I32, TensorType.UINT8, DType.U8, TensorType.INT64, DType.I64, TensorType.BOOL, DType.BOOL,
        TensorType.INT16, DType.I16, TensorType.INT8, DType.I8);

    private TfliteTypes() {
    }

    /** Empty for those that the IR has not, e.g. strings. */
    public static Optional<DType> dtype(int code) {
        return code < 0 || code > Byte.MAX_VALUE ? Optional.empty() : Optional.ofNullable(TYPES.get((byte) code));
    }

    /** Empty for bf16 and i4, which the schema of this library has not. */
    public static Optional<Byte> code(DType dtype) {
        return TYPES.entrySet().stream().filter(entry -> entry.getValue() == dtype).map(Map.Entry::getKey).findFirst();
    }

    /** The schema's name of a number, e.g. {@code STRING}, or the number itself. */
    public static String name(int code) {
        return code >= 0 && code < TensorType.names.length ? TensorType.names[code] : Integer.toString(code);
    }
}
