package io.sextant.ir.tflite.read;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.lite.schema.BuiltinOperator;

/** The handlers by the code of the built-in operator. */
final class OperatorImports {
    private static final Map<Integer, OperatorImport> BY_CODE = new HashMap<>();

    static {
        SpatialImport.register(BY_CODE);
        ProductImport.register(BY_CODE);
        ElementwiseImport.register(BY_CODE);
        ActivationImport.register(BY_CODE);
        ReductionImport.register(BY_CODE);
        ShapeImport.register(BY_CODE);
        JoinImport.register(BY_CODE);
        RegionImport.register(BY_CODE);
        PadImport.register(BY_CODE);
        ResizeImport.register(BY_CODE);
        ConversionImport.register(BY_CODE);
    }

    private OperatorImports() {
    }

    static Optional<OperatorImport> of(FileOperator operator) {
        return Optional.ofNullable(BY_CODE.get(operator.code()));
    }

    /** @param operator one that has a handler */
    static void read(FileOperator operator, GraphReading graph) {
        BY_CODE.get(operator.code()).read(new OperatorReading(operator, graph));
    }

    static List<String> names() {
        return BY_CODE.keySet().stream().map(code -> BuiltinOperator.names[code]).sorted().toList();
    }
}
