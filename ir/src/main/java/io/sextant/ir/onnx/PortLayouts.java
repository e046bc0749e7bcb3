package io.sextant.ir.onnx;

import io.sextant.ir.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the inputs and outputs of an ONNX model hold those of its graph: by port name, the permutation p with
 * onnx = transpose(ir, p). (0, 3, 1, 2) is the usual NCHW of an image that the graph takes as NHWC.
 */
public record PortLayouts(Map<String, List<Integer>> inputs, Map<String, List<Integer>> outputs) {
    public PortLayouts {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }

    /**
     * What to feed to input {@code port} of the ONNX model for {@code tensor} at that input of the graph.
     *
     * @throws IllegalArgumentException if there is no such input
     */
    public Tensor inputToOnnx(String port, Tensor tensor) {
        return TensorPermutation.transpose(tensor, known(inputs, port));
    }

    /**
     * The output {@code port} of the graph for {@code tensor} at that output of the ONNX model.
     *
     * @throws IllegalArgumentException if there is no such output
     */
    public Tensor outputToIr(String port, Tensor tensor) {
        Layout held = new Layout(known(outputs, port));
        return TensorPermutation.transpose(tensor, held.permutationTo(Layout.identity(held.rank())));
    }

    private static List<Integer> known(Map<String, List<Integer>> permutations, String port) {
        List<Integer> permutation = permutations.get(port);
        if (permutation == null) {
            throw new IllegalArgumentException("no port '" + port + "', there are " + permutations.keySet());
        }
        return permutation;
    }
}
