package io.sextant.codegen.c;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.codegen.c.family.Families;
import io.sextant.codegen.c.family.Lowered;
import io.sextant.codegen.c.family.Manifest;
import io.sextant.codegen.c.family.Schedule;
import io.sextant.codegen.c.network.NetworkCompiler;
import io.sextant.codegen.c.run.CExecutor;
import io.sextant.codegen.c.run.CWorkers;
import io.sextant.device.run.WorkerFailure;
import io.sextant.device.run.WorkerLimits;
import io.sextant.device.run.WorkerProcess;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tensor.TensorBytes;
import io.sextant.kernel.Isa;
import io.sextant.toolchain.Toolchain;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random kernels under clang's undefined behaviour sanitizer, whose checks become traps and need no run-time library, between pages that
 * nobody may touch, in a child process: a trap ends it with SIGILL, a read or a write out of bounds with SIGSEGV. (AddressSanitizer needs a
 * library that the compiler's archive does not have, and other compilers do not know the vectors of these sources.)
 */
class SanitizerTest {
    /** Checks make sources several times as long. */
    private static final List<String> FLAGS = List.of("-fsanitize=undefined", "-fsanitize-trap=all", "-O1");
    private static final int KERNELS = 3;
    @TempDir
    static Path home;
    private static Toolchain toolchain;
    private static WorkerProcess worker;
    private static int objects;

    @BeforeAll
    static void open() throws WorkerFailure {
        toolchain = Toolchain.open(Path.of(System.getProperty("sextant.test.home", home.toString())));
        worker = WorkerProcess.start(CWorkers.command(), WorkerLimits.DEFAULT);
    }

    @AfterAll
    static void close() {
        worker.close();
    }

    /** Instruction sets in turns: compilations with checks take their time. */
    static Stream<Arguments> lines() {
        return Arrays.stream(Manifest.values()).flatMap(line -> Arrays.stream(GuardedCalls.Place.values())
            .map(place -> Arguments.of(line, place, Isa.values()[(line.ordinal() + place.ordinal()) % Isa.values().length])));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void keepsToItsBounds(Manifest line, GuardedCalls.Place place, Isa isa) throws IOException, WorkerFailure {
        HostIsa.assumeRuns(isa);
        for (int i = 0; i < KERNELS; i++) {
            keepsToItsBounds(RandomKernels.of(line, 1000 + KERNELS * place.ordinal() + i, 1), place, isa);
        }
    }

    /** One kernel in an object: with checks, several large ones take the compiler longer than it has on a busy machine. */
    private static void keepsToItsBounds(Graph graph, GuardedCalls.Place place, Isa isa) throws IOException, WorkerFailure {
        Families families = new Families(new Lowered(isa, graph.constants()::get));
        Function<PlacedKernel, Schedule> last = kernel -> {
            List<Schedule> all = families.of(kernel).schedules(kernel);
            return all.get(all.size() - 1);
        };
        run(graph, isa, last, new GuardedCalls(graph, isa, last, place)::of);
    }

    private static void run(Graph graph, Isa isa, Function<PlacedKernel, Schedule> schedules, UnaryOperator<String> change)
        throws IOException, WorkerFailure {
        Path object = home.resolve("sanitized" + objects++ + ".so");
        new NetworkCompiler(toolchain, isa, FLAGS, change).compile(graph, CExecutor.entry(object), schedules, object);
        try (OutputStream out = Files.newOutputStream(home.resolve(CExecutor.INPUTS))) {
            for (Tensor input : RandomInputs.of(graph)) {
                out.write(TensorBytes.of(input));
            }
        }
        worker.load("sanitized", object, 1);
        worker.compute("sanitized", home);
        worker.unload("sanitized");
        Files.delete(object);
    }

    /** How it ends when a kernel does {@code wrong} at its beginning. */
    private static String failure(String wrong, GuardedCalls.Place place) throws IOException, WorkerFailure {
        Graph graph = RandomKernels.of(Manifest.RESIZE, 1, 1);
        Families families = new Families(new Lowered(Isa.X86_64, graph.constants()::get));
        Function<PlacedKernel, Schedule> first = kernel -> families.of(kernel).schedules(kernel).get(0);
        GuardedCalls calls = new GuardedCalls(graph, Isa.X86_64, first, place);
        String begin = "void NAME()(const float *const *in, const float *w, float *out, float *scratch) {";
        UnaryOperator<String> change = text -> calls.of(text).replace(begin, begin + "\n" + wrong);
        String message = assertThrows(WorkerFailure.class, () -> run(graph, Isa.X86_64, first, change)).getMessage();
        worker.close();
        worker = WorkerProcess.start(CWorkers.command(), WorkerLimits.DEFAULT);
        return message;
    }

    @Test
    void oneFloatTooFarIsFound() throws IOException, WorkerFailure {
        String before = failure("*(volatile float *) (in[0] - 1);", GuardedCalls.Place.AT_THE_BEGIN);
        assertTrue(before.contains("SIGSEGV"), before);
        String behind = failure("*(volatile float *) (out + BATCH * OH * OW * C) = 1;", GuardedCalls.Place.AT_THE_END);
        assertTrue(behind.contains("SIGSEGV"), behind);
        String behindWhatMayBeRead = failure("*(volatile float *) (in[0] + BATCH * H * W * C + LANES - 1);", GuardedCalls.Place.AT_THE_END);
        assertTrue(behindWhatMayBeRead.contains("SIGSEGV"), behindWhatMayBeRead);
    }

    @Test
    void undefinedBehaviourIsFound() throws IOException, WorkerFailure {
        String overflow = failure("volatile int most = 0x7fffffff; most = most + 1;", GuardedCalls.Place.AT_THE_END);
        assertTrue(overflow.contains("SIGILL"), overflow);
    }
}
