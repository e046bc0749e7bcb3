package io.sextant.ir.onnx;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The handlers by ONNX operator name. */
final class NodeImports {
    private static final Map<String, NodeImport> BY_OPERATOR = new HashMap<>();

    static {
        SpatialImport.register(BY_OPERATOR);
        ResizeImport.register(BY_OPERATOR);
        ProductImport.register(BY_OPERATOR);
        ActivationImport.register(BY_OPERATOR);
        ArithmeticImport.register(BY_OPERATOR);
        RegionImport.register(BY_OPERATOR);
        ShapeImport.register(BY_OPERATOR);
        ReductionImport.register(BY_OPERATOR);
    }

    private NodeImports() {
    }

    static Optional<NodeImport> of(ImportNode node) {
        return node.domain().isEmpty() ? Optional.ofNullable(BY_OPERATOR.get(node.operator())) : Optional.empty();
    }

    /** Whether the node wants its first input channels-first. */
    static boolean isSpatial(ImportNode node) {
        return node.domain().isEmpty() && SpatialImport.OPERATORS.contains(node.operator());
    }
}
