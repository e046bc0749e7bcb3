package io.sextant.codegen.c.tuning;

import io.sextant.codegen.c.family.Families;
import io.sextant.codegen.c.family.Lowered;
import io.sextant.codegen.c.family.Schedule;
import io.sextant.codegen.c.run.CWorkers;
import io.sextant.codegen.c.run.KernelWorker;
import io.sextant.device.run.Implementation;
import io.sextant.device.run.WorkerLimits;
import io.sextant.device.store.Store;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Kernel;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.kernel.Isa;
import io.sextant.toolchain.Toolchain;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Chooses the schedules of a graph's kernels by measuring what the store does not know, and keeps each choice as it is made: whatever ends
 * the program costs the kernels of one batch, none of which is stored half.
 */
public final class Tuner {
    /** Of what a family offers, in its order. */
    private static final int MOST_SCHEDULES = 36;
    /** A kernel takes milliseconds. */
    private static final WorkerLimits LIMITS =
        new WorkerLimits(WorkerLimits.DEFAULT.memoryBytes(), WorkerLimits.DEFAULT.start(), Duration.ofSeconds(20));

    private final Place place;
    private final ScheduleStore store;
    private final boolean fresh;
    private final TuningListener listener;
    private final Trying trying;
    private final Set<Kernel> tunedHere = new HashSet<>();
    /** None of their variants was right; they would not be the next time. */
    private final Set<Kernel> failedHere = new HashSet<>();

    /**
     * What is tuned for.
     *
     * @param home           where the compiler is unpacked, and files lie while kernels are tried
     * @param implementation generator and compiler with their versions, and the ISA
     * @param device         fingerprint of this machine
     */
    public record Place(Path home, Isa isa, Implementation implementation, String device) {
    }

    /**
     * How variants are tried.
     *
     * @param change to the source of each, to see what becomes of a wrong one
     */
    record Trying(WorkerLimits limits, UnaryOperator<String> change) {
    }

    /** @param fresh tune anew, once, what the store has, and store that in its place */
    public Tuner(Place place, Store store, boolean fresh, TuningListener listener) {
        this(place, store, fresh, listener, new Trying(LIMITS, UnaryOperator.identity()));
    }

    Tuner(Place place, Store store, boolean fresh, TuningListener listener, Trying trying) {
        this.place = place;
        this.store = new ScheduleStore(store, new ScheduleKey(place.implementation(), VariantCompiler.flags(place.isa()), place.device()));
        this.fresh = fresh;
        this.listener = listener;
        this.trying = trying;
    }

    /**
     * The schedules of a graph's kernels as {@link Families} takes it apart; takes seconds for each ten kernels that are not in the store.
     *
     * @throws UnsupportedOperationException if there is a kernel that no family makes
     */
    public synchronized Function<PlacedKernel, Schedule> schedules(Graph graph) throws IOException {
        Families families = new Families(new Lowered(place.isa(), graph.constants()::get));
        Map<Kernel, Schedule> chosen = new LinkedHashMap<>();
        Map<Kernel, Subject> missing = new LinkedHashMap<>();
        for (PlacedKernel placed : Kernels.of(graph, Families.FUSION)) {
            Kernel kernel = placed.kernel();
            if (!chosen.containsKey(kernel)) {
                List<Schedule> offered = families.of(placed).schedules(placed).stream().limit(MOST_SCHEDULES).toList();
                boolean only = offered.size() == 1 || failedHere.contains(kernel);
                Optional<Schedule> known = only ? Optional.of(offered.get(0)) : stored(kernel, offered);
                chosen.put(kernel, known.orElse(offered.get(0)));
                if (known.isEmpty()) {
                    missing.put(kernel, Subject.of(placed, offered, place.isa()));
                }
            }
        }
        if (!missing.isEmpty()) {
            tune(List.copyOf(missing.values()), chosen);
        }
        return placed -> chosen.get(placed.kernel());
    }

    private Optional<Schedule> stored(Kernel kernel, List<Schedule> offered) {
        return fresh && !tunedHere.contains(kernel) ? Optional.empty() : store.find(kernel, offered);
    }

    private void tune(List<Subject> subjects, Map<Kernel, Schedule> chosen) throws IOException {
        listener.begin(subjects.size());
        Toolchain toolchain = Toolchain.open(place.home());
        VariantCompiler compiler = new VariantCompiler(toolchain, place.isa(), trying.change());
        try (VariantProcess process = new VariantProcess(() -> CWorkers.command(KernelWorker.class), trying.limits());
            Batches batches = new Batches(compiler, place.home().resolve("scratch").resolve(String.valueOf(ProcessHandle.current().pid())))) {
            for (List<Subject> batch : Batches.of(subjects)) {
                try (Batches.Compiled compiled = batches.compiled(batch, listener::say)) {
                    for (Subject subject : batch) {
                        KernelTrial trial = new KernelTrial(subject, process, compiled.folderOf(subject), listener::say);
                        trial.choice(compiled.objects(subject), compiled.expected(subject), Clock.systemUTC())
                            .ifPresentOrElse(choice -> keep(subject, choice, chosen), () -> failedHere.add(subject.kernel()));
                        listener.tuned();
                    }
                }
            }
        }
    }

    private void keep(Subject subject, Choice choice, Map<Kernel, Schedule> chosen) {
        store.put(subject.kernel(), subject.offered(), choice);
        tunedHere.add(subject.kernel());
        chosen.put(subject.kernel(), choice.schedule());
    }
}
