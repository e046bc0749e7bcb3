package io.sextant.training;

import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.TensorType;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Real values brought to the grid of their quantised type and kept real, so that a network is trained with the errors that its integers
 * will have (Jacob et al., "Quantization and training of neural networks for efficient integer-arithmetic-only inference", 2018). The
 * gradient passes straight through, but for values beyond the range, whose gradient is 0 (Bengio et al., 2013).
 *
 * <p>Activations are on the grid of their type. Weights have a grid that follows them: symmetric, from their greatest magnitude, for
 * the tensor or each position on the axis of their type. Biases of 32 bits stay as they are: their steps are those of single products.
 */
final class FakeQuantisation {
    static final FakeQuantisation NONE = new FakeQuantisation(Map.of());
    /** Of a channel without weights; it stands for 0 alone. */
    private static final double LEAST_SCALE = 1e-30;

    private final Map<Value, TensorType> types;

    /** @param types of those values that are quantised */
    FakeQuantisation(Map<Value, TensorType> types) {
        this.types = Map.copyOf(types);
    }

    /** The values that are quantised. */
    Set<Value> values() {
        return types.keySet();
    }

    /** An activation, or a constant that is not trained. */
    Tensor fixed(Value value, Tensor real) {
        TensorType type = types.get(value);
        if (type == null || type.dtype() == DType.I32) {
            return real;
        }
        Quantisation scheme = type.scheme();
        if (scheme.isPerTensor()) {
            return torch.fake_quantize_per_tensor_affine(real, scheme.scale(), scheme.zeroPoint(), least(type), greatest(type));
        }
        float[] scales = new float[scheme.scales().size()];
        IntStream.range(0, scales.length).forEach(i -> scales[i] = scheme.scale(i));
        return perChannel(type, real, Torch.tensor(scales, scales.length), least(type));
    }

    /** Weights while they are trained. */
    Tensor following(Value weights, Tensor real) {
        TensorType type = types.get(weights);
        if (type == null) {
            return real;
        }
        boolean perTensor = type.scheme().isPerTensor();
        Tensor channels = perTensor ? real.detach().reshape(-1, 1)
            : real.detach().movedim(type.scheme().axis().getAsInt(), -1).reshape(-1, type.scheme().scales().size());
        Tensor scales = channels.abs().amax(perTensor ? new long[] {0, 1} : new long[] {0}, false).div(new Scalar((double) greatest(type)))
            .clamp_min(new Scalar(LEAST_SCALE));
        long least = -greatest(type);
        return perTensor ? torch.fake_quantize_per_tensor_affine(real, scales, zeros(scales), least, greatest(type))
            : perChannel(type, real, scales, least);
    }

    private static Tensor perChannel(TensorType type, Tensor real, Tensor scales, long least) {
        return torch.fake_quantize_per_channel_affine(real, scales, zeros(scales), type.scheme().axis().getAsInt(), least,
            greatest(type));
    }

    private static Tensor zeros(Tensor scales) {
        return torch.zeros_like(scales).to(torch.ScalarType.Int);
    }

    private static long least(TensorType type) {
        return type.dtype().least();
    }

    private static long greatest(TensorType type) {
        return type.dtype().greatest();
    }
}
