package io.sextant.codegen.c.family;

import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tensor.TensorBytes;
import io.sextant.ir.type.DType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Operands of a kernel as C pointers: to an activation, or to a constant, which is added to the weights as it is.
 */
final class Operands {
    private final PlacedKernel kernel;
    private final Lowered lowered;
    private final WeightBlock weights;

    Operands(PlacedKernel kernel, Lowered lowered, WeightBlock weights) {
        this.kernel = kernel;
        this.lowered = lowered;
        this.weights = weights;
    }

    /** An expression of type {@code const float *}, whatever the elements are. */
    String pointer(Value operand) {
        int input = kernel.inputs().indexOf(operand);
        if (input >= 0) {
            return "in[" + input + "]";
        }
        long floats = (operand.type().bytes() + Float.BYTES - 1) / Float.BYTES;
        return "(w + " + weights.add(floats, () -> floats(lowered.constants().apply(operand))) + "l)";
    }

    /** 0 if it is absent. */
    String pointer(Optional<Value> operand) {
        return operand.map(this::pointer).orElse("0");
    }

    /** The bits of a tensor; copied in bulk, so that those that are no number stay what they are. */
    private static float[] floats(Tensor tensor) {
        if (tensor.type().dtype() == DType.F32) {
            return tensor.floats();
        }
        byte[] bytes = TensorBytes.of(tensor);
        ByteBuffer padded = ByteBuffer.allocate((bytes.length + Float.BYTES - 1) / Float.BYTES * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        padded.put(bytes).rewind();
        float[] floats = new float[padded.capacity() / Float.BYTES];
        padded.asFloatBuffer().get(floats);
        return floats;
    }
}
