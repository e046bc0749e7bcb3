package io.sextant.codegen.c.family;

import io.sextant.ir.graph.Node;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Functions of single elements of other types than f32, or of several, with NumPy's broadcasting; the compiler makes vectors of them. */
final class ScalarFamily implements Family {
    private final Lowered lowered;

    ScalarFamily(Lowered lowered) {
        this.lowered = lowered;
    }

    /** Whether this family does all of a kernel. */
    static boolean does(PlacedKernel kernel) {
        return kernel.nodes().stream().allMatch(node -> ScalarText.OPERATORS.contains(node.op().getClass()));
    }

    @Override
    public Instance instance(PlacedKernel kernel, Schedule schedule) {
        WeightBlock weights = lowered.weights();
        Operands operands = new Operands(kernel, lowered, weights);
        Shape shape = kernel.result().type().shape();
        StringBuilder values = new StringBuilder();
        for (Node node : kernel.nodes()) {
            List<String> elements = new ArrayList<>();
            for (Value operand : node.op().operands()) {
                boolean isInner = kernel.nodes().stream().anyMatch(before -> before.result().equals(operand));
                elements.add(isInner ? name(operand) : element(operands.pointer(operand), operand.type(), shape));
            }
            String type = ElementType.text(node.result().type().dtype());
            values.append("const ").append(type).append(' ').append(name(node.result())).append(" = (").append(type).append(") (")
                .append(ScalarText.of(node.op(), elements)).append(");\n");
        }
        return new Instance(new Macros().all(), loops(kernel, shape, values.toString()), weights, 0);
    }

    private static String name(Value value) {
        return "v" + value.id();
    }

    /** The element of an operand at the loops' place. */
    private static String element(String pointer, TensorType type, Shape shape) {
        StringBuilder offset = new StringBuilder("0l");
        int missing = shape.rank() - type.rank();
        int[] strides = type.shape().strides();
        for (int axis = missing; axis < shape.rank(); axis++) {
            if (type.dim(axis - missing) > 1) {
                offset.append(" + i").append(axis).append(" * ").append(strides[axis - missing]).append('l');
            }
        }
        return ElementType.pointer(type.dtype(), pointer) + "[" + offset + "]";
    }

    private static String loops(PlacedKernel kernel, Shape shape, String values) {
        Value result = kernel.result();
        StringBuilder text = new StringBuilder("static void NAME()(const float *const *in, const float *w, float *out, float *scratch) {\n");
        for (int axis = 0; axis < shape.rank(); axis++) {
            text.append("for (long i").append(axis).append(" = 0; i").append(axis).append(" < ").append(shape.dim(axis)).append("; i")
                .append(axis).append("++) {\n");
        }
        String type = ElementType.text(result.type().dtype());
        return text.append(values).append("((").append(type).append(" *) out)[").append(place(shape)).append("] = ").append(name(result))
            .append(";\n").append("}\n".repeat(shape.rank() + 1)).toString();
    }

    private static String place(Shape shape) {
        StringBuilder place = new StringBuilder("0l");
        int[] strides = shape.strides();
        for (int axis = 0; axis < shape.rank(); axis++) {
            place.append(" + i").append(axis).append(" * ").append(strides[axis]).append('l');
        }
        return place.toString();
    }
}
