package io.sextant.ir.onnx;

import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import io.sextant.ir.InvalidInput;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The operator sets that a model imports, by domain, and the functions that it brings along. */
final class ModelOpsets {
    private static final int OLDEST = 11;
    private static final int NEWEST = 23;

    private final Map<String, Long> versions = new HashMap<>();
    private final Set<String> functions = new HashSet<>();

    ModelOpsets(ModelProto model) {
        for (OperatorSetIdProto opset : model.getOpsetImportList()) {
            versions.put(opset.getDomain().equals("ai.onnx") ? "" : opset.getDomain(), opset.getVersion());
        }
        for (FunctionProto function : model.getFunctionsList()) {
            functions.add(function.getDomain() + "::" + function.getName());
        }
    }

    /** @throws InvalidInput if the version of ONNX's own operators is not among those that are read */
    void require() {
        long opset = versions.getOrDefault("", 0L);
        if (opset < OLDEST || opset > NEWEST) {
            throw new InvalidInput("opset " + opset + " is not supported, only " + OLDEST + " to " + NEWEST);
        }
    }

    /** The version of ONNX's own operators. */
    int onnx() {
        return versions.getOrDefault("", 0L).intValue();
    }

    /** A node whose operator is not supported: label, operator, domain, version, and what to do about a function. */
    String described(ImportNode node) {
        String domain = node.domain().isEmpty() ? "ai.onnx" : Quoted.bare(node.domain());
        Long version = versions.get(node.domain());
        String opset = version == null ? "" : " opset " + version;
        String function = functions.contains(node.domain() + "::" + node.operator()) ? "; a function of the model, export it inlined" : "";
        return node.label() + " (" + Quoted.bare(node.operator()) + ", " + domain + opset + function + ")";
    }
}
