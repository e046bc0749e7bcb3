package io.sextant.ir.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The handlers by ONNX operator name, those of other domains by {@code domain:name}. */
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
        ShapeValueImport.register(BY_OPERATOR);
        ReductionImport.register(BY_OPERATOR);
        ParametricImport.register(BY_OPERATOR);
        NormalizationImport.register(BY_OPERATOR);
        EinsumImport.register(BY_OPERATOR);
        IndexImport.register(BY_OPERATOR);
        TilingImport.register(BY_OPERATOR);
        PadImport.register(BY_OPERATOR);
        RecurrentImport.register(BY_OPERATOR);
        AttentionImport.register(BY_OPERATOR);
        RotaryImport.register(BY_OPERATOR);
        QuantizationImport.register(BY_OPERATOR);
        IntegerImport.register(BY_OPERATOR);
        MicrosoftImport.register(BY_OPERATOR);
        MicrosoftAttentionImport.register(BY_OPERATOR);
    }

    private NodeImports() {
    }

    static Optional<NodeImport> of(ImportNode node) {
        String operator = node.domain().isEmpty() ? node.operator() : node.domain() + ":" + node.operator();
        return Optional.ofNullable(BY_OPERATOR.get(operator));
    }

    /** Whether the node may be evaluated if all its inputs are constant; quantised weights stay quantised. */
    static boolean folds(ImportNode node) {
        return !node.operator().equals("DequantizeLinear") && !node.operator().contains("QLinear");
    }

    /** Names of the operators that are read, as in {@code domain:name} for those of other domains, in alphabetical order. */
    static List<String> operators() {
        return BY_OPERATOR.keySet().stream().sorted().toList();
    }

    /** Whether the node wants its first input channels-first. */
    static boolean isSpatial(ImportNode node) {
        return node.domain().isEmpty() && SpatialImport.OPERATORS.contains(node.operator());
    }
}
