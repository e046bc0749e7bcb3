package io.sextant.codegen.c.family;

import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Clamp;
import io.sextant.ir.op.Elu;
import io.sextant.ir.op.LeakyRelu;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Functions of single elements, with NumPy's broadcasting: vectors along the last dimension, loops over the others. */
final class ElementwiseFamily implements Family {
    static final Set<Class<? extends Op>> OPERATORS = Set.of(Unary.class, Binary.class, Clamp.class, LeakyRelu.class, Elu.class);

    private final Lowered lowered;

    ElementwiseFamily(Lowered lowered) {
        this.lowered = lowered;
    }

    @Override
    public Instance instance(PlacedKernel kernel, Schedule schedule) {
        Op op = kernel.nodes().get(0).op();
        WeightBlock weights = lowered.weights();
        Operands pointers = new Operands(kernel, lowered, weights);
        Shape shape = shape(kernel, op);
        List<String> operands = new ArrayList<>();
        for (Value operand : op.operands()) {
            operands.add(operand(pointers.pointer(operand), operand.type(), shape));
        }
        String value = switch (operands.size()) {
            case 1 -> unary(op, operands.get(0));
            case 2 -> Epilogue.binary(((Binary) op).kind(), operands.get(0), operands.get(1));
            default -> throw new AssertionError(op);
        };
        String epilogue = lowered.epilogue(kernel, weights);
        return new Instance(new Macros().all(), epilogue + loops(shape, value), weights, 0);
    }

    /** One row of all elements where neither broadcasting nor what follows asks for columns. */
    private static Shape shape(PlacedKernel kernel, Op op) {
        Shape shape = op.type().shape();
        boolean plain = kernel.nodes().size() == 1 && op.operands().stream().allMatch(operand -> operand.type().shape().equals(shape));
        if (shape.rank() == 0 || plain) {
            return Shape.of(shape.elements());
        }
        return shape;
    }

    private static String unary(Op op, String x) {
        return "({ vec value = " + x + "; " + Epilogue.unary(op, "value") + "; })";
    }

    /** The vector of an operand at the loops' place. */
    private static String operand(String base, TensorType type, Shape shape) {
        if (type.elements() == shape.elements()) {
            return "load(" + base + " + place + c)";
        }
        int missing = shape.rank() - type.rank();
        int[] strides = type.shape().strides();
        StringBuilder offset = new StringBuilder("0");
        for (int axis = Math.max(0, missing); axis < shape.rank() - 1; axis++) {
            if (type.dim(axis - missing) > 1) {
                offset.append(" + i").append(axis).append(" * ").append(strides[axis - missing]).append('l');
            }
        }
        boolean repeated = type.rank() == 0 || type.shape().last() == 1;
        return repeated ? "splat(" + base + "[" + offset + "])" : "load(" + base + " + " + offset + " + c)";
    }

    private static String loops(Shape shape, String value) {
        StringBuilder text = new StringBuilder("static void NAME()(const float *const *in, const float *w, float *out, float *scratch) {\n");
        StringBuilder row = new StringBuilder("0l");
        for (int axis = 0; axis < shape.rank() - 1; axis++) {
            text.append("ROLLED\nfor (long i").append(axis).append(" = 0; i").append(axis).append(" < ").append(shape.dim(axis))
                .append("; i").append(axis).append("++) {\n");
            row.insert(0, "(").append(") * ").append(shape.dim(axis)).append(" + i").append(axis);
        }
        int columns = shape.last();
        text.append("long row = ").append(row).append(";\nlong place = row * ").append(columns).append(";\n")
            .append("ROLLED\nfor (long c = 0; c < ").append(columns).append("; c += LANES) {\n")
            .append("vec value = NAME(_epilogue)(").append(value).append(", in, w, row, c);\n")
            .append("if (").append(columns).append(" - c >= LANES) {\nstore(out + place + c, value);\n} else {\n")
            .append("store_part(out + place + c, value, ").append(columns).append(" % LANES);\n}\n}\n");
        return text.append("}\n".repeat(shape.rank())).toString();
    }
}
