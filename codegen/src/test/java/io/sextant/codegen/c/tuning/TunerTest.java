package io.sextant.codegen.c.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sextant.codegen.c.family.Families;
import io.sextant.codegen.c.family.Lowered;
import io.sextant.codegen.c.family.Schedule;
import io.sextant.device.run.Implementation;
import io.sextant.device.run.WorkerLimits;
import io.sextant.device.store.Entry;
import io.sextant.device.store.Store;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import io.sextant.kernel.Isa;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TunerTest {
    private static final String STRIP = "XS";

    @TempDir
    Path home;
    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(home);
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** What the tuner says. */
    private static class Heard implements TuningListener {
        final List<Integer> begun = new ArrayList<>();
        final List<String> said = new ArrayList<>();
        private int tuned;

        @Override
        public void begin(int kernels) {
            begun.add(kernels);
        }

        @Override
        public void tuned() {
            tuned++;
        }

        @Override
        public void say(String sentence) {
            said.add(sentence);
        }

        int count() {
            return tuned;
        }
    }

    /** Depthwise convolutions of these numbers of channels, each of several schedules. */
    private static Graph depthwise(int... channels) {
        GraphBuilder graph = new GraphBuilder("depthwise");
        for (int each : channels) {
            Value weights = graph.constant(Tensor.random(TensorType.f32(3, 3, 1, each), each, 1));
            graph.output("y" + each, graph.add(new Convolution(graph.input("x" + each, TensorType.f32(1, 9, 9, each)), weights,
                Optional.empty(), List.of(1, 1), List.of(1, 1), List.of(1, 1), List.of(1, 1), each)));
        }
        return graph.build();
    }

    private Tuner tuner(Heard heard, boolean fresh, UnaryOperator<String> change) {
        Path toolchain = Path.of(System.getProperty("sextant.test.home", home.toString()));
        WorkerLimits limits = new WorkerLimits(WorkerLimits.DEFAULT.memoryBytes(), Duration.ofSeconds(60), Duration.ofSeconds(4));
        return new Tuner(new Tuner.Place(toolchain, Isa.X86_64, new Implementation("c", "test", "isa"), "here"), store, fresh, heard,
            new Tuner.Trying(limits, change));
    }

    private static List<PlacedKernel> kernels(Graph graph) {
        return Kernels.of(graph, Families.FUSION);
    }

    private static List<Schedule> offered(Graph graph) {
        PlacedKernel kernel = kernels(graph).get(0);
        return new Families(new Lowered(Isa.X86_64, graph.constants()::get)).of(kernel).schedules(kernel);
    }

    /** Those with strips as wide as in the last that is offered. */
    private static List<Schedule> victims(Graph graph) {
        List<Schedule> offered = offered(graph);
        int strip = offered.get(offered.size() - 1).get(STRIP);
        return offered.stream().filter(schedule -> schedule.get(STRIP) == strip).toList();
    }

    /** The kernels whose strips are so wide, with a statement at their beginning. */
    private static UnaryOperator<String> broken(int strip, String statement) {
        return source -> source.contains("#define " + STRIP + " " + strip + "\n")
            ? source.replaceFirst("(void NAME\\(\\)\\([^)]*\\) \\{)", "$1 " + statement) : source;
    }

    /** What is stored of the one kernel. */
    private JsonNode stored() {
        List<Entry> entries = store.list(ScheduleStore.KIND);
        assertEquals(1, entries.size());
        return entries.get(0).value();
    }

    private Heard tunedWith(String statement) throws IOException {
        Heard heard = new Heard();
        Graph graph = depthwise(20);
        List<Schedule> victims = victims(graph);
        int strip = victims.get(0).get(STRIP);
        int right = offered(graph).size() - victims.size();
        assertTrue(right > 1, () -> victims + " is too much of what is offered");
        Schedule chosen = tuner(heard, false, broken(strip, statement)).schedules(graph).apply(kernels(graph).get(0));
        assertNotEquals(strip, chosen.get(STRIP), "the broken one is not chosen");
        assertEquals(right, stored().get("candidates").intValue(), "nor timed");
        assertEquals(victims.size(), heard.said.size(), heard.said::toString);
        heard.said.forEach(why -> assertTrue(why.contains(STRIP + "=" + strip) && why.contains("left out"), why));
        return heard;
    }

    @Test
    void aWrongVariantIsNeverTimed() throws IOException {
        String why = tunedWith("return;").said.get(0);
        assertTrue(why.contains("is NaN, expected"), why);
    }

    @Test
    void aVariantThatWritesElsewhereIsLeftOut() throws IOException {
        String why = tunedWith("out[-3] = 1;").said.get(0);
        assertTrue(why.contains("writes before"), why);
        store.prune(record -> true);
        why = tunedWith("((float *) in[0])[5] = 7;").said.get(0);
        assertTrue(why.contains("writes to its input 0"), why);
    }

    @Test
    void aCrashCostsOneVariant() throws IOException {
        String why = tunedWith("*(volatile int *) 8 = 1;").said.get(0);
        assertTrue(why.contains("SIGSEGV"), why);
    }

    @Test
    void aHangCostsOneVariant() throws IOException {
        String why = tunedWith("for (volatile int i = 0; i < 1; ) { }").said.get(0);
        assertTrue(why.contains("no answer"), why);
    }

    @Test
    void whatCannotBeCompiledCostsOneVariant() throws IOException {
        String why = tunedWith("undeclared();").said.get(0);
        assertTrue(why.contains("undeclared"), why);
    }

    @Test
    void whereAllAreWrongNothingIsChosen() throws IOException {
        Heard heard = new Heard();
        Graph graph = depthwise(20);
        Tuner tuner = tuner(heard, false, source -> source.replaceFirst("(void NAME\\(\\)\\([^)]*\\) \\{)", "$1 return;"));
        Schedule chosen = tuner.schedules(graph).apply(kernels(graph).get(0));
        assertEquals(chosen, tuner.schedules(graph).apply(kernels(graph).get(0)));
        assertEquals(List.of(1), heard.begun, "they are not tried again");
        assertEquals(offered(graph).get(0), chosen);
        assertEquals(offered(graph).size(), heard.said.size());
        assertEquals(0, store.count(ScheduleStore.KIND));
    }

    @Test
    void whatIsStoredIsNotTunedAgainUnlessAsked() throws IOException {
        Graph graph = depthwise(20);
        Heard heard = new Heard();
        Schedule chosen = tuner(heard, false, UnaryOperator.identity()).schedules(graph).apply(kernels(graph).get(0));
        assertEquals(List.of(1), heard.begun);
        assertEquals(1, heard.tuned);
        assertTrue(stored().get("cycles").doubleValue() <= stored().get("modelled_cycles").doubleValue());
        Heard again = new Heard();
        assertEquals(chosen, tuner(again, false, UnaryOperator.identity()).schedules(graph).apply(kernels(graph).get(0)));
        assertEquals(List.of(), again.begun);
        Heard anew = new Heard();
        Tuner fresh = tuner(anew, true, UnaryOperator.identity());
        fresh.schedules(graph);
        fresh.schedules(graph);
        assertEquals(List.of(1), anew.begun, "anew, and once");
    }

    @Test
    void goesOnWhereItWasKilled() throws IOException {
        Graph graph = depthwise(4, 8, 12);
        Heard killed = new Heard() {
            @Override
            public void tuned() {
                super.tuned();
                if (count() == 2) {
                    throw new IllegalStateException("killed");
                }
            }
        };
        assertThrows(IllegalStateException.class, () -> tuner(killed, false, UnaryOperator.identity()).schedules(graph));
        assertEquals(List.of(3), killed.begun);
        assertEquals(2, store.count(ScheduleStore.KIND));
        Heard resumed = new Heard();
        tuner(resumed, false, UnaryOperator.identity()).schedules(graph);
        assertEquals(List.of(1), resumed.begun);
        assertEquals(3, store.count(ScheduleStore.KIND));
    }
}
