package io.sextant.ir.onnx;

import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Types of a model's inputs with every open extent fixed: by its symbol, as the batch, or not at all, which is an error. */
final class InputTypes {
    private final ImportOptions options;
    /** Symbols that stand first in some input are the batch wherever they stand. */
    private final Map<String, Integer> batches = new HashMap<>();
    private final Set<String> names = new TreeSet<>();

    InputTypes(ImportOptions options, List<ValueInfoProto> inputs) {
        this.options = options;
        for (ValueInfoProto input : inputs) {
            List<TensorShapeProto.Dimension> dims = input.getType().getTensorType().getShape().getDimList();
            for (int axis = 0; axis < dims.size(); axis++) {
                if (isOpen(dims.get(axis))) {
                    String name = name(input, axis);
                    names.add(name);
                    if (axis == 0) {
                        batches.put(name, options.batch());
                    }
                }
            }
        }
    }

    private static boolean isOpen(TensorShapeProto.Dimension dim) {
        return dim.getDimValue() <= 0;
    }

    private static String name(ValueInfoProto input, int axis) {
        String symbol = input.getType().getTensorType().getShape().getDim(axis).getDimParam();
        return symbol.isBlank() ? input.getName() + ":" + axis : symbol;
    }

    /** @throws InvalidInput if the options name a dimension that no input has */
    void requireAllNamed() {
        for (String name : new TreeSet<>(options.dimensions().keySet())) {
            if (!names.contains(name)) {
                throw new InvalidInput("no input has an open dimension " + Quoted.text(name) + ", "
                    + (names.isEmpty() ? "all extents are fixed" : "there are " + names.stream().limit(20).map(Quoted::text).toList()));
            }
        }
    }

    /** The type of {@code input} in ONNX order. */
    TensorType of(ValueInfoProto input) {
        if (!input.getType().hasTensorType() || !input.getType().getTensorType().hasShape()) {
            throw new InvalidInput("a tensor with a shape is expected");
        }
        TensorShapeProto shape = input.getType().getTensorType().getShape();
        List<Long> dims = new ArrayList<>();
        for (int axis = 0; axis < shape.getDimCount(); axis++) {
            TensorShapeProto.Dimension dim = shape.getDim(axis);
            dims.add(isOpen(dim) ? fixed(name(input, axis), axis, dim) : dim.getDimValue());
        }
        return new TensorType(TensorReader.elementType(input.getType().getTensorType().getElemType()), TensorReader.shape(dims));
    }

    private long fixed(String name, int axis, TensorShapeProto.Dimension dim) {
        Integer given = options.dimensions().getOrDefault(name, batches.get(name));
        if (given == null) {
            throw new InvalidInput("dimension " + axis + " is " + (dim.hasDimParam() ? Quoted.text(dim.getDimParam()) : "open")
                + "; only the first, the batch, may be, the others need an extent: --dim " + Quoted.bare(name) + "=N");
        }
        return given;
    }
}
