package io.sextant.codegen.c.tuning;

import io.sextant.ir.tensor.Tensor;
import io.sextant.toolchain.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Compiles the variants of some kernels on all cores, and has the interpreter say what they should compute meanwhile; all of it is done
 * before the first is timed, since a compiler on the next core would be timed with it.
 */
final class Batches implements AutoCloseable {
    /** About as many variants keep some cores busy; a program that is killed compiles them again. */
    private static final int VARIANTS = 48;

    /** What is begun is given so long to end. */
    private static final long MOST_SECONDS = 60;

    private final VariantCompiler compiler;
    private final Path scratch;
    private final ExecutorService cores = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    private int symbols;

    Batches(VariantCompiler compiler, Path scratch) {
        this.compiler = compiler;
        this.scratch = scratch;
    }

    /** Kernels that are compiled together. */
    static List<List<Subject>> of(List<Subject> subjects) {
        List<List<Subject>> batches = new ArrayList<>();
        int variants = VARIANTS;
        for (Subject subject : subjects) {
            if (variants >= VARIANTS) {
                batches.add(new ArrayList<>());
                variants = 0;
            }
            batches.get(batches.size() - 1).add(subject);
            variants += subject.offered().size();
        }
        return batches;
    }

    /** A batch that is ready to be tried, and its files. */
    static final class Compiled implements AutoCloseable {
        private final TemporaryFolder folder;
        private final Map<Variant, Path> objects = new LinkedHashMap<>();
        private final Map<Subject, Tensor> expected = new LinkedHashMap<>();

        private Compiled(TemporaryFolder folder) {
            this.folder = folder;
        }

        /** Of variants that could be compiled, in the order of what the family offers. */
        Map<Variant, Path> objects(Subject subject) {
            Map<Variant, Path> own = new LinkedHashMap<>();
            objects.forEach((variant, object) -> {
                if (variant.subject() == subject) {
                    own.put(variant, object);
                }
            });
            return own;
        }

        Tensor expected(Subject subject) {
            return expected.get(subject);
        }

        Path folderOf(Subject subject) throws IOException {
            return Files.createDirectories(folder.path().resolve(subject.kernel().signature()));
        }

        @Override
        public void close() throws IOException {
            folder.close();
        }
    }

    /**
     * Compiles a batch. After a failure there is no other.
     *
     * @param dropped is told of variants that cannot be compiled
     */
    Compiled compiled(List<Subject> batch, Consumer<String> dropped) throws IOException {
        Compiled compiled = new Compiled(TemporaryFolder.in(scratch, "tuning-"));
        try {
            fill(compiled, batch, dropped);
        } catch (RuntimeException e) {
            close();
            compiled.close();
            throw e;
        }
        return compiled;
    }

    private void fill(Compiled compiled, List<Subject> batch, Consumer<String> dropped) {
        List<Variant> variants = new ArrayList<>();
        for (Subject subject : batch) {
            subject.offered().forEach(schedule -> variants.add(Variant.of(subject, schedule, "tried" + symbols++)));
        }
        List<Future<VariantCompiler.Compiled>> parts = new ArrayList<>();
        for (int begin = 0; begin < variants.size(); begin += VariantCompiler.TOGETHER) {
            List<Variant> part = variants.subList(begin, Math.min(variants.size(), begin + VariantCompiler.TOGETHER));
            parts.add(cores.submit(() -> compiler.compile(part, compiled.folder.path())));
        }
        Map<Subject, Future<Tensor>> expected = new LinkedHashMap<>();
        batch.forEach(subject -> expected.put(subject, cores.submit(subject::expected)));
        parts.forEach(part -> {
            VariantCompiler.Compiled done = result(part);
            compiled.objects.putAll(done.objects());
            done.failures().forEach((variant, why) -> dropped.accept(variant.label() + " is left out: " + why));
        });
        expected.forEach((subject, tensor) -> compiled.expected.put(subject, result(tensor)));
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while kernels were compiled", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Nobody writes to a batch's folder any more. */
    @Override
    public void close() {
        cores.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            cores.awaitTermination(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
