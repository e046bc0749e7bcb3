package io.sextant.training;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.op.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The constants of a graph as libtorch tensors in the shapes of the IR. Trainable ones are views of one flat tensor, their gradients
 * views of another, so that the optimiser's step is a handful of operators however many layers there are. Decayed ones come first.
 */
final class Parameters {
    private final Map<Value, Role> roles;
    private final Map<Integer, Tensor> tensors = new HashMap<>();
    private final Tensor flat;
    private final Tensor gradient;
    private final long decayed;

    Parameters(Graph graph) {
        roles = Roles.of(graph);
        List<Value> trainable = new ArrayList<>();
        roles.forEach((value, role) -> addIf(role == Role.WEIGHT, trainable, value));
        decayed = elements(trainable);
        roles.forEach((value, role) -> addIf(role != Role.WEIGHT && role.isTrainable(), trainable, value));
        flat = torch.zeros(elements(trainable));
        gradient = torch.zeros(elements(trainable));
        graph.constants().forEach((value, tensor) -> {
            if (value.type().dtype().isFloating() && (!roles.containsKey(value) || !roles.get(value).isTrainable())) {
                tensors.put(value.id(), Torch.tensor(tensor.floats(), Torch.dims(value.type().shape())));
            }
        });
        long offset = 0;
        for (Value value : trainable) {
            tensors.put(value.id(), leaf(value, offset, graph.constants().get(value).floats()));
            offset += value.type().elements();
        }
    }

    private static void addIf(boolean wanted, List<Value> values, Value value) {
        if (wanted) {
            values.add(value);
        }
    }

    private static long elements(List<Value> values) {
        return values.stream().mapToLong(value -> value.type().elements()).sum();
    }

    private Tensor leaf(Value value, long offset, float[] elements) {
        long[] dims = Torch.dims(value.type().shape());
        Tensor leaf = flat.narrow(0, offset, elements.length).view(dims);
        leaf.copy_(Torch.tensor(elements, dims));
        leaf.requires_grad_(true);
        leaf.mutable_grad().put(gradient.narrow(0, offset, elements.length).view(dims));
        return leaf;
    }

    /** The tensor of a constant. */
    Tensor of(Value constant) {
        return tensors.get(constant.id());
    }

    /** The constants that are quantised, as {@code quantisation} has them. */
    Map<Value, Tensor> quantised(FakeQuantisation quantisation) {
        Map<Value, Tensor> quantised = new HashMap<>();
        quantisation.values().stream().filter(value -> tensors.containsKey(value.id())).forEach(value ->
            quantised.put(value, roles.get(value) == Role.WEIGHT ? quantisation.following(value, of(value))
                : quantisation.fixed(value, of(value))));
        return quantised;
    }

    /** All trainable elements, the first {@link #decayed()} of them weights. */
    Tensor flat() {
        return flat;
    }

    /** The gradient of {@link #flat()}; accumulated by every backward pass. */
    Tensor gradient() {
        return gradient;
    }

    long decayed() {
        return decayed;
    }

    /** The constants that training has changed. */
    Map<Value, io.sextant.ir.tensor.Tensor> read() {
        Map<Value, io.sextant.ir.tensor.Tensor> read = new LinkedHashMap<>();
        roles.keySet().forEach(value -> read.put(value, Torch.scoped(() ->
            io.sextant.ir.tensor.Tensor.of(value.type(), Torch.floats(of(value).detach())))));
        return read;
    }
}
