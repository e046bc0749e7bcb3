package io.sextant.training;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.type.Shape;
import java.util.Arrays;
import java.util.function.Supplier;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** What is peculiar to libtorch reached through JavaCPP: threads, lifetimes, and moving data in and out. */
final class Torch {
    private Torch() {
    }

    /**
     * One thread for every operator that the calling thread runs: jobs are parallel, not operators. OpenMP keeps the number per thread,
     * so each thread that uses libtorch calls this. The first call loads the library.
     *
     * @throws InvalidInput if the library cannot be loaded
     */
    static void useOneThread() {
        try {
            torch.set_num_threads(1);
            openblas.blas_set_num_threads(1);
        } catch (LinkageError e) {
            throw new InvalidInput("libtorch cannot be loaded (" + e + "); it needs Linux on x86-64 and 450 MB in ~/.javacpp/cache, or in"
                + " the folder that -Dorg.bytedeco.javacpp.cachedir names", e);
        }
    }

    /** Runs {@code work} and frees every native object that it made; without this, memory grows until a garbage collection. */
    static <R> R scoped(Supplier<R> work) {
        PointerScope scope = new PointerScope();
        try {
            return work.get();
        } finally {
            scope.close();
        }
    }

    /** Runs {@code work} without recording it for differentiation. */
    static <R> R withoutGradient(Supplier<R> work) {
        NoGradGuard guard = new NoGradGuard();
        try {
            return work.get();
        } finally {
            guard.close();
        }
    }

    /** A tensor of its own with these elements. */
    static Tensor tensor(float[] elements, long... dims) {
        return torch.from_blob(new FloatPointer(elements), dims).clone();
    }

    /** A tensor of its own with these elements, of 64-bit integers as libtorch wants indices and labels. */
    static Tensor tensor(int[] elements) {
        long[] wide = Arrays.stream(elements).asLongStream().toArray();
        return torch.from_blob(new LongPointer(wide), new long[] {wide.length}, new TensorOptions(torch.ScalarType.Long))
            .clone();
    }

    /** The elements, row-major. */
    static float[] floats(Tensor tensor) {
        Tensor dense = tensor.contiguous();
        float[] elements = new float[Math.toIntExact(dense.numel())];
        new FloatPointer(dense.data_ptr_float()).get(elements);
        return elements;
    }

    static long[] dims(Shape shape) {
        return shape.dims().stream().mapToLong(Integer::longValue).toArray();
    }
}
