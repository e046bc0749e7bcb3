package io.sextant.ir.op;

import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A tensor operator applied to values. Every operator is a record whose compact constructor checks its numbered constraints, so
 * ill-typed IR cannot be built. Components of type {@code Value}, {@code Optional<Value>} and {@code List<Value>} are operands,
 * all others are attributes; {@link OpSchema} reads both from the record, and the text form, hashing and rewriting use it.
 *
 * <p>Spatial operators take one or two spatial dimensions, channels last: (N, L, C) or (N, H, W, C).
 */
public sealed interface Op
    permits Convolution, Dense, MatMul, Pool, GlobalPool, BatchNorm, LayerNorm, Unary, Binary, Concat, Pad, Reshape, Transpose,
        Slice, Resize, Softmax, Compare, Logical, Select, Clamp, LeakyRelu, Elu, Reduce, ArgReduce, Gather, Broadcast,
        CumulativeSum, Gru, Lstm, Cast, Quantize, Dequantize, Requantize, Quantized {

    /** The type of the result, inferred from operands and attributes. */
    TensorType type();

    <R> R accept(Cases<R> cases);

    /** Name in the text form, e.g. {@code convolution}, {@code batch_norm}. */
    default String mnemonic() {
        return OpSchema.of(getClass()).mnemonic();
    }

    /** Operands in declaration order, absent optional ones left out. */
    default List<Value> operands() {
        return OpSchema.of(getClass()).operands(this);
    }

    /** This operator on other operands; the constraints are checked again. */
    default Op mapOperands(UnaryOperator<Value> map) {
        return OpSchema.of(getClass()).mapOperands(this, map);
    }

    /** One case per operator: an exhaustive switch over the closed set. */
    interface Cases<R> {
        R convolution(Convolution op);

        R dense(Dense op);

        R matMul(MatMul op);

        R pool(Pool op);

        R globalPool(GlobalPool op);

        R batchNorm(BatchNorm op);

        R layerNorm(LayerNorm op);

        R unary(Unary op);

        R binary(Binary op);

        R concat(Concat op);

        R pad(Pad op);

        R reshape(Reshape op);

        R transpose(Transpose op);

        R slice(Slice op);

        R resize(Resize op);

        R softmax(Softmax op);

        R compare(Compare op);

        R logical(Logical op);

        R select(Select op);

        R clamp(Clamp op);

        R leakyRelu(LeakyRelu op);

        R elu(Elu op);

        R reduce(Reduce op);

        R argReduce(ArgReduce op);

        R gather(Gather op);

        R broadcast(Broadcast op);

        R cumulativeSum(CumulativeSum op);

        R gru(Gru op);

        R lstm(Lstm op);

        R cast(Cast op);

        R quantize(Quantize op);

        R dequantize(Dequantize op);

        R requantize(Requantize op);

        R quantized(Quantized op);
    }
}
