package io.sextant.codegen.c.family;

import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.GlobalPool;
import io.sextant.ir.op.LayerNorm;
import io.sextant.ir.op.MatMul;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Resize;
import io.sextant.ir.op.Softmax;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import java.util.stream.Stream;

/** Which family makes C of which kernel. */
public final class Families {
    private static final String ACTIVATIONS = "unary(relu, relu6, sigmoid, silu, hard_sigmoid, hard_swish, tanh, gelu)";

    /** A sum (bias, residual), an activation, and a sum behind it. */
    public static final Fusion FUSION = Fusion.parse(
        "convolution > binary(add) > " + ACTIVATIONS + " > binary(add, mul)", "convolution > binary(add) > clamp",
        "convolution > leaky_relu", "dense > binary(add) > " + ACTIVATIONS + " > binary(add, mul)", "dense > binary(add) > clamp",
        "mat_mul > binary(mul, div) > binary(add)", "pool > " + ACTIVATIONS, "global_pool > " + ACTIVATIONS,
        "binary > binary > " + ACTIVATIONS, "binary > " + ACTIVATIONS + " > binary", "unary > binary > binary");

    private final Lowered lowered;

    public Families(Lowered lowered) {
        this.lowered = lowered;
    }

    /** @throws UnsupportedOperationException if there is none; the message names operator and types */
    public Family of(PlacedKernel kernel) {
        Op op = kernel.nodes().get(0).op();
        boolean floats = kernel.nodes().stream()
            .flatMap(node -> Stream.concat(node.op().operands().stream().map(Value::type), Stream.of(node.result().type())))
            .allMatch(type -> type.dtype() == DType.F32);
        if (!floats) {
            throw new UnsupportedOperationException("the C backend computes f32 only, got " + kernel.nodes().get(0));
        }
        if (op instanceof Convolution convolution) {
            requireConstants(kernel, convolution.filter());
            return ProductFamily.isPointwise(convolution) ? new ProductFamily(lowered)
                : DepthwiseFamily.does(convolution) ? new DepthwiseFamily(lowered) : new ConvolutionFamily(lowered);
        }
        if (op instanceof Dense dense) {
            requireConstants(kernel, dense.weights());
            return new ProductFamily(lowered);
        }
        if (op instanceof MatMul) {
            return new ProductFamily(lowered);
        }
        if (op instanceof Pool || op instanceof GlobalPool) {
            return new PoolingFamily(lowered);
        }
        if (op instanceof Softmax || op instanceof LayerNorm) {
            return new NormalisationFamily(lowered);
        }
        if (op instanceof Resize) {
            return new ResizeFamily(lowered);
        }
        if (op instanceof Reduce) {
            return new ReductionFamily(lowered);
        }
        if (ElementwiseFamily.OPERATORS.contains(op.getClass())) {
            return new ElementwiseFamily(lowered);
        }
        if (MovementFamily.OPERATORS.contains(op.getClass())) {
            return new MovementFamily(lowered);
        }
        throw new UnsupportedOperationException("the C backend has no " + op.mnemonic() + ", got " + kernel.nodes().get(0));
    }

    private static void requireConstants(PlacedKernel kernel, Value weights) {
        if (kernel.inputs().contains(weights)) {
            throw new UnsupportedOperationException("the C backend packs weights ahead of time, they are no constants in "
                + kernel.nodes().get(0));
        }
    }
}
