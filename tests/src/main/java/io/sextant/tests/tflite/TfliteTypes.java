package io.sextant.tests.tflite;

import io.sextant.ir.type.DType;
import java.util.Map;
import java.util.Optional;

/** Element types by TFLite's own numbers ({@code TfLiteType} of its C API, which are not those of its file format). */
final class TfliteTypes {
    private static final Map<Integer, DType> TYPES = Map.of(1, DType.F32, 2, DType.I32, 3, DType.U8, 4, DType.I64, 6, DType.BOOL,
        7, DType.I16, 9, DType.I8, 10, DType.F16);

    private TfliteTypes() {
    }

    static Optional<DType> dtype(int code) {
        return Optional.ofNullable(TYPES.get(code));
    }

    static int code(DType dtype) {
        return TYPES.entrySet().stream().filter(entry -> entry.getValue() == dtype).findFirst().orElseThrow().getKey();
    }
}
