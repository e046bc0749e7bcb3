package io.sextant.codegen.c.family;

import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Broadcast;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pad;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Transpose;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Operators that move elements of any type: loops over the result with constant strides into the operand. */
final class MovementFamily implements Family {
    static final Set<Class<? extends Op>> OPERATORS = Set.of(Broadcast.class, Concat.class, Pad.class, Reshape.class, Slice.class,
        Transpose.class);

    private final Lowered lowered;

    MovementFamily(Lowered lowered) {
        this.lowered = lowered;
    }

    /** Where loops over some extents read and write. */
    private record Copy(String from, long fromOffset, long toOffset, List<Integer> extents, List<Long> fromStrides, List<Long> toStrides) {
        /** The same with fewer loops: those of one turn are left out, and two that walk as one do become one. */
        Copy merged() {
            List<Integer> fewer = new ArrayList<>();
            List<Long> from = new ArrayList<>();
            List<Long> to = new ArrayList<>();
            for (int axis = 0; axis < extents.size(); axis++) {
                int last = fewer.size() - 1;
                int extent = extents.get(axis);
                if (extent == 1) {
                    continue;
                }
                if (last >= 0 && from.get(last) == fromStrides.get(axis) * extent && to.get(last) == toStrides.get(axis) * extent) {
                    extent *= fewer.remove(last);
                    from.remove(last);
                    to.remove(last);
                }
                fewer.add(extent);
                from.add(fromStrides.get(axis));
                to.add(toStrides.get(axis));
            }
            return new Copy(this.from, fromOffset, toOffset, fewer, from, to);
        }

        String loops() {
            StringBuilder text = new StringBuilder();
            StringBuilder from = new StringBuilder(from()).append(" + ").append(fromOffset);
            StringBuilder to = new StringBuilder("to + ").append(toOffset);
            for (int axis = 0; axis < extents.size(); axis++) {
                text.append("for (long i").append(axis).append(" = 0; i").append(axis).append(" < ").append(extents.get(axis))
                    .append("; i").append(axis).append("++) {\n");
                from.append(" + i").append(axis).append(" * ").append(fromStrides.get(axis)).append('l');
                to.append(" + i").append(axis).append(" * ").append(toStrides.get(axis)).append('l');
            }
            return text.append("*(").append(to).append(") = *(").append(from).append(");\n").append("}\n".repeat(extents.size())).toString();
        }
    }

    @Override
    public Instance instance(PlacedKernel kernel, Schedule schedule) {
        Op op = kernel.nodes().get(0).op();
        WeightBlock weights = lowered.weights();
        Operands pointers = new Operands(kernel, lowered, weights);
        DType type = op.type().dtype();
        List<String> operands = op.operands().stream().map(operand -> ElementType.pointer(type, pointers.pointer(operand))).toList();
        String name = ElementType.text(type);
        StringBuilder text = new StringBuilder("static void NAME()(const float *const *in, const float *w, float *out, float *scratch) {\n")
            .append(name).append(" *to = (").append(name).append(" *) out;\n");
        if (op instanceof Pad pad) {
            text.append("for (long i = 0; i < ").append(op.type().elements()).append("; i++) {\nto[i] = ")
                .append(type == DType.F32 ? CText.number(pad.value()) : ElementType.bound((long) pad.value())).append(";\n}\n");
        }
        copies(op, operands).forEach(copy -> text.append(copy.merged().loops()));
        return new Instance(new Macros().all(), text.append("}\n").toString(), weights, 0);
    }

    private static List<Copy> copies(Op op, List<String> operands) {
        Shape result = op.type().shape();
        List<Long> strides = strides(result);
        Shape input = op.operands().get(0).type().shape();
        List<Long> inputStrides = strides(input);
        String from = operands.get(0);
        if (op instanceof Concat concat) {
            return concatenated(concat, operands, strides);
        }
        if (op instanceof Pad pad) {
            return List.of(new Copy(from, 0, offset(strides, pad.before()), input.dims(), inputStrides, strides));
        }
        if (op instanceof Slice slice) {
            List<Long> steps = new ArrayList<>();
            for (int axis = 0; axis < input.rank(); axis++) {
                steps.add(inputStrides.get(axis) * slice.steps().get(axis));
            }
            return List.of(new Copy(from, offset(inputStrides, slice.starts()), 0, result.dims(), steps, strides));
        }
        if (op instanceof Transpose transpose) {
            List<Long> permuted = transpose.permutation().stream().map(inputStrides::get).toList();
            return List.of(new Copy(from, 0, 0, result.dims(), permuted, strides));
        }
        if (op instanceof Broadcast) {
            List<Long> repeated = new ArrayList<>();
            int missing = result.rank() - input.rank();
            for (int axis = 0; axis < result.rank(); axis++) {
                repeated.add(axis < missing || input.dim(axis - missing) == 1 ? 0L : inputStrides.get(axis - missing));
            }
            return List.of(new Copy(from, 0, 0, result.dims(), repeated, strides));
        }
        return List.of(new Copy(from, 0, 0, List.of(result.elements()), List.of(1L), List.of(1L)));
    }

    private static List<Copy> concatenated(Concat concat, List<String> operands, List<Long> strides) {
        List<Copy> copies = new ArrayList<>();
        long at = 0;
        for (int i = 0; i < operands.size(); i++) {
            Shape part = concat.inputs().get(i).type().shape();
            copies.add(new Copy(operands.get(i), 0, at, part.dims(), strides(part), strides));
            at += strides.get(concat.axis()) * part.dim(concat.axis());
        }
        return copies;
    }

    private static long offset(List<Long> strides, List<Integer> place) {
        long offset = 0;
        for (int axis = 0; axis < place.size(); axis++) {
            offset += strides.get(axis) * place.get(axis);
        }
        return offset;
    }

    private static List<Long> strides(Shape shape) {
        List<Long> strides = new ArrayList<>();
        for (int stride : shape.strides()) {
            strides.add((long) stride);
        }
        return strides;
    }
}
