package io.sextant.latency.campaign;

import io.sextant.device.measure.Clock;
import io.sextant.device.measure.Interval;
import io.sextant.device.measure.MeasureOutcome;
import io.sextant.device.measure.MeasurePlan;
import io.sextant.device.measure.Measurement;
import io.sextant.device.measure.MeasurementKey;
import io.sextant.device.run.Sample;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.graph.Node;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.Kernel;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.OpText;
import io.sextant.ir.op.Quantized;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A device on which a graph takes the cost of a call and a cost for each node, which is a function of its operator and types. A pool of
 * extent 1 costs what it leaves, and joining costs the same for all.
 */
final class TimedProfiler implements Profiler {
    static final Instant DATE = Instant.parse("2026-01-31T12:00:00Z");
    private static final double CALL_NANOS = 4_321;

    /** Nanoseconds that a graph takes longer in one process, counted over all calls. */
    interface Noise {
        double nanos(Graph graph, int process);
    }

    /** Graphs and plans of each call. */
    final List<List<Graph>> calls = new ArrayList<>();
    final List<MeasurePlan> plans = new ArrayList<>();
    /** Why a graph has no time. */
    Function<Graph, Optional<String>> failure = graph -> Optional.empty();
    Noise noise = (graph, process) -> 0;
    /** Happens at the beginning of a call. */
    Runnable before = () -> { };
    private int processes;

    @Override
    public List<MeasureOutcome> profile(List<Graph> graphs, MeasurePlan plan) {
        before.run();
        calls.add(graphs);
        plans.add(plan);
        List<MeasureOutcome> outcomes = graphs.stream().map(graph -> failure.apply(graph).<MeasureOutcome>map(MeasureOutcome.Failed::new)
            .orElseGet(() -> new MeasureOutcome.Measured(measurement(graph, plan), false))).toList();
        processes += plan.effort().processes();
        return outcomes;
    }

    private Measurement measurement(Graph graph, MeasurePlan plan) {
        List<List<Sample>> samples = IntStream.range(0, plan.effort().processes()).mapToObj(process -> {
            double nanos = CALL_NANOS + nanos(graph) + noise.nanos(graph, processes + process);
            return Collections.nCopies(3, new Sample(nanos, 2 * nanos, 0));
        }).toList();
        MeasurementKey key = new MeasurementKey(GraphHash.structure(graph), "i/1/o", "d", plan.threads(), plan.clock(),
            plan.effort().protocol());
        return new Measurement(key, Map.of(plan.clock(), new Interval(1, 1, 1)), 0, samples, DATE.plusSeconds(calls.size()));
    }

    /** What the nodes of {@code graph} cost by thread CPU time; the wall clock shows twice as much. */
    static double nanos(Graph graph) {
        return graph.nodes().stream().mapToDouble(TimedProfiler::nanos).sum();
    }

    static double nanos(Kernel kernel, Clock clock) {
        return (clock == Clock.WALL ? 2 : 1) * nanos(kernel.body());
    }

    private static double nanos(Node node) {
        if (node.op() instanceof Concat) {
            return 700;
        }
        Op real = node.op() instanceof Quantized quantized ? quantized.real() : node.op();
        String text = real instanceof Convolution convolution && isDrain(convolution)
            ? "drain " + node.op().operands().get(1).type() : withoutSchemes(node.op());
        return 500 + (text.hashCode() >>> 1) % 100_000 / 10.0;
    }

    /** Scales and zero points cost nothing. */
    private static String withoutSchemes(Op op) {
        return OpText.format(op, operand -> operand.type().toString()).replaceAll("<[^>]*>| result=[^ ]*", "");
    }

    /** One position to few channels, however far apart positions are. */
    private static boolean isDrain(Convolution op) {
        return op.groups() == 1 && op.kernel().stream().allMatch(extent -> extent == 1) && op.type().elements() == 16;
    }

    /** Which kernels of one operator each call timed, or used beside. */
    List<Set<Kernel>> kernels() {
        return calls.stream().map(graphs -> graphs.stream().flatMap(graph -> Kernels.of(graph, Fusion.NONE).stream())
            .map(placed -> placed.kernel()).collect(Collectors.toSet())).toList();
    }
}
