package io.sextant.ir.check;

import io.sextant.ir.graph.Port;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.memory.ArenaPlan;
import io.sextant.ir.memory.MemoryPlan;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Quantized;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tensor.TensorBytes;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a memory plan as a backend would: every activation lies in one array of bytes, at its offset, and whatever is not alive is poison.
 * A result that overlaps an operand is written piece by piece, and each piece is computed from what the arena then holds; of the rows that a
 * window's kernel computes together, the end is written first.
 */
public final class PoisonedArena {
    private final MemoryPlan plan;
    private final int rowsAtOnce;
    private final byte poison;
    private final byte[] arena;

    private PoisonedArena(MemoryPlan plan, int rowsAtOnce, byte poison) {
        this.plan = plan;
        this.rowsAtOnce = rowsAtOnce;
        this.poison = poison;
        arena = new byte[Math.toIntExact(plan.arena().peakBytes())];
        Arrays.fill(arena, poison);
    }

    /**
     * What is wrong with {@code plan}: an output that differs from the interpreter's in any bit.
     *
     * @param rowsAtOnce what the plan's sharing says
     */
    public static Optional<String> violation(MemoryPlan plan, List<Tensor> inputs, int rowsAtOnce) {
        Map<Value, Tensor> expected = Interpreter.values(plan.graph(), inputs);
        for (byte poison : new byte[] {(byte) 0xff, 0x5a}) {
            PoisonedArena poisoned = new PoisonedArena(plan, rowsAtOnce, poison);
            poisoned.run(inputs);
            for (Port output : plan.graph().outputs()) {
                Value value = output.value();
                boolean isConstant = plan.graph().isConstant(value);
                if (!isConstant && !Arrays.equals(canonical(expected.get(value)), canonical(poisoned.read(value)))) {
                    return Optional.of("in an arena of " + poisoned.arena.length + " bytes output " + output.name() + " differs");
                }
            }
        }
        return Optional.empty();
    }

    /** A NaN is as good as another. */
    private static byte[] canonical(Tensor tensor) {
        if (!tensor.type().dtype().isFloating()) {
            return TensorBytes.of(tensor);
        }
        float[] elements = tensor.floats().clone();
        for (int i = 0; i < elements.length; i++) {
            elements[i] = Float.isNaN(elements[i]) ? Float.NaN : elements[i];
        }
        return TensorBytes.of(Tensor.of(tensor.type(), elements));
    }

    private void run(List<Tensor> inputs) {
        for (int i = 0; i < inputs.size(); i++) {
            Value input = plan.graph().inputs().get(i).value();
            write(input, inputs.get(i), 0, input.type().elements());
        }
        List<PlacedKernel> kernels = plan.ordered();
        for (int i = 0; i < kernels.size(); i++) {
            int task = plan.arena().order().get(i);
            poisonDead(i + 1);
            if (!plan.arena().workload().tasks().get(task).isView()) {
                run(kernels.get(i), i + 1);
            }
        }
    }

    /** Everything but what was there before {@code time} and is still alive then. */
    private void poisonDead(int time) {
        byte[] kept = arena.clone();
        Arrays.fill(arena, poison);
        for (ArenaPlan.Span span : plan.arena().spans()) {
            if (span.first() < time && span.last() >= time) {
                System.arraycopy(kept, (int) span.offset(), arena, (int) span.offset(), (int) span.bytes());
            }
        }
    }

    private void run(PlacedKernel kernel, int time) {
        TensorType type = kernel.result().type();
        boolean overlaps = kernel.inputs().stream().anyMatch(input -> overlap(input, kernel.result()));
        int piece = overlaps ? piece(type) : type.elements();
        useScratch(time);
        boolean isWindow = kernel.nodes().stream().map(node -> node.op() instanceof Quantized quantized ? quantized.real() : node.op())
            .anyMatch(op -> op instanceof Convolution || op instanceof Pool);
        for (int from = 0; from < type.elements(); from += piece) {
            int to = Math.min(type.elements(), from + piece);
            int middle = overlaps && isWindow ? (from + to) / 2 : from;
            write(kernel.result(), compute(kernel), middle, to);
            if (middle > from) {
                write(kernel.result(), compute(kernel), from, middle);
            }
        }
    }

    private void useScratch(int time) {
        plan.arena().spans().stream().filter(span -> span.activations().isEmpty() && span.first() == time)
            .forEach(span -> Arrays.fill(arena, (int) span.offset(), (int) (span.offset() + span.bytes()), (byte) ~poison));
    }

    private boolean overlap(Value operand, Value result) {
        long distance = plan.offset(operand) - plan.offset(result);
        return distance < result.type().bytes() && -distance < operand.type().bytes();
    }

    /** Elements that are written together: rows of an image or sequence, else of the last dimension. */
    private int piece(TensorType type) {
        int rank = type.rank();
        int rows = rank >= 3 ? type.dim(0) * type.dim(1) : rank == 0 ? 1 : type.elements() / type.shape().last();
        return type.elements() / rows * rowsAtOnce;
    }

    private Tensor compute(PlacedKernel kernel) {
        Map<Value, Tensor> values = new HashMap<>(plan.graph().constants());
        kernel.inputs().forEach(input -> values.put(input, read(input)));
        kernel.nodes().forEach(node -> values.put(node.result(), Interpreter.evaluate(node.op(), values::get)));
        return values.get(kernel.result());
    }

    private Tensor read(Value value) {
        int offset = Math.toIntExact(plan.offset(value));
        byte[] bytes = Arrays.copyOfRange(arena, offset, offset + (int) value.type().bytes());
        if (value.type().dtype() == DType.BOOL) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] &= 1;
            }
        }
        return TensorBytes.tensor(value.type(), bytes);
    }

    /** Writes the elements from {@code from} to before {@code to} of a tensor, and no bit beside them. */
    private void write(Value value, Tensor tensor, int from, int to) {
        byte[] bytes = TensorBytes.of(tensor);
        int offset = Math.toIntExact(plan.offset(value));
        int bits = value.type().dtype().bits();
        if (bits >= Byte.SIZE) {
            System.arraycopy(bytes, from * (bits / Byte.SIZE), arena, offset + from * (bits / Byte.SIZE), (to - from) * (bits / Byte.SIZE));
            return;
        }
        for (int i = from; i < to; i++) {
            int mask = i % 2 == 0 ? 0x0f : 0xf0;
            arena[offset + i / 2] = (byte) (arena[offset + i / 2] & ~mask | bytes[i / 2] & mask);
        }
    }
}
