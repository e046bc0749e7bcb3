package io.sextant.ir.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The initializers and Constant nodes of a file by name, read when they are first used. */
final class StoredTensors {
    private final Map<String, TensorProto> protos;
    private final ConstantBudget budget;

    StoredTensors(Map<String, TensorProto> protos, ConstantBudget budget) {
        this.protos = protos;
        this.budget = budget;
    }

    boolean has(String name) {
        return protos.containsKey(name);
    }

    /** Whether it is a list without elements, which the IR has not: the shape of a scalar. */
    boolean isEmptyList(String name) {
        return has(name) && protos.get(name).getDimsList().equals(List.of(0L));
    }

    Optional<Tensor> read(String name) {
        TensorProto proto = protos.get(name);
        if (proto == null) {
            return Optional.empty();
        }
        try {
            TensorType type = TensorReader.type(proto);
            TensorProto inside = budget.external().inlined(proto, type.bytes());
            Tensor tensor = TensorReader.read(inside);
            budget.take(type);
            return Optional.of(tensor);
        } catch (InvalidInput | IllTyped e) {
            throw new InvalidInput("constant " + Quoted.text(name) + ": " + e.getMessage(), e);
        }
    }
}
