package io.sextant.ir.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.memory.ArenaPlan;
import io.sextant.ir.memory.Effort;
import io.sextant.ir.memory.MemoryPlan;
import io.sextant.ir.memory.Sharing.Kind;
import io.sextant.ir.memory.Sharing;
import io.sextant.ir.memory.Storing;
import io.sextant.ir.memory.Task;
import io.sextant.ir.op.Concat;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Concatenations and slices that are no steps. */
class SubBufferTest {
    private static final Sharing JOINING = new Sharing(EnumSet.of(Kind.VIEWS, Kind.ELEMENTS, Kind.CONCATENATIONS, Kind.SLICES), 1);

    private final GraphBuilder builder = new GraphBuilder("graph");
    private long seed = 1;

    private Value constant(int... dims) {
        return builder.constant(Tensor.random(TensorType.f32(dims), seed++, 1));
    }

    private Value dense(Value x, int units) {
        return builder.add(new Dense(x, constant(x.type().shape().last(), units), Optional.empty()));
    }

    private static Slice slice(Value x, int axis, int from, int to) {
        List<Integer> starts = new ArrayList<>(Collections.nCopies(x.type().rank(), 0));
        List<Integer> ends = new ArrayList<>(x.type().shape().dims());
        starts.set(axis, from);
        ends.set(axis, to);
        return new Slice(x, starts, ends, Collections.nCopies(starts.size(), 1));
    }

    private MemoryPlan checked(Graph graph, Sharing sharing) {
        MemoryPlan plan = MemoryPlan.of(graph, Fusion.NONE, Storing.with(sharing), Effort.USUAL);
        List<Tensor> inputs = graph.inputs().stream().map(input -> Tensor.random(input.value().type(), 7, 1)).toList();
        assertEquals(Optional.empty(), PoisonedArena.violation(plan, inputs, sharing.rowsAtOnce()));
        return plan;
    }

    private static Set<String> views(MemoryPlan plan) {
        ArenaPlan arena = plan.arena();
        return Set.copyOf(arena.workload().tasks().stream().filter(Task::isView).map(Task::name).map(name -> name.split(" ")[0]).toList());
    }

    /** Heads of a detector: boxes of two scales, reshaped and joined, are twice the joined result without sub-buffers, and once with them. */
    @Test
    void headsAreWrittenWhereTheyAreJoined() {
        Value x = builder.input("features", TensorType.f32(1, 2, 2, 4));
        List<Value> heads = new ArrayList<>();
        for (int boxes : new int[] {16, 8, 24}) {
            Value head = builder.add(new Convolution(x, constant(1, 1, 4, 4 * boxes), Optional.empty(), List.of(1, 1), List.of(0, 0),
                List.of(0, 0), List.of(1, 1), 1));
            heads.add(builder.add(new Reshape(head, List.of(1, 4 * boxes, 4))));
        }
        Graph graph = builder.output("boxes", builder.add(new Concat(heads, 1))).build();
        long joined = 4L * 4 * 4 * 48;
        assertEquals(joined + 64, checked(graph, JOINING).arena().peakBytes(), "the result and the features");
        assertEquals(2 * joined, checked(graph, Sharing.IN_PLACE).arena().peakBytes());
        assertEquals(Set.of("reshape", "concat"), views(checked(graph, JOINING)));
    }

    /** Joined along channels of several positions, or with a constant, or twice: not in one piece. */
    @Test
    void whatIsNotInOnePieceIsAStep() {
        Value x = builder.input("x", TensorType.f32(1, 6, 16));
        Value y = builder.add(new Unary(x, Unary.Kind.TANH));
        builder.output("channels", builder.add(new Concat(List.of(y, builder.add(new Unary(y, Unary.Kind.EXP))), 2)));
        builder.output("constant", builder.add(new Concat(List.of(y, constant(1, 2, 16)), 1)));
        builder.output("twice", builder.add(new Concat(List.of(y, y), 1)));
        builder.output("columns", builder.add(new Unary(builder.add(slice(y, 2, 0, 8)), Unary.Kind.NEG)));
        builder.output("steps", builder.add(new Slice(y, List.of(0, 0, 0), List.of(1, 6, 16), List.of(1, 2, 1))));
        assertEquals(Set.of(), views(checked(builder.build(), JOINING)));
    }

    /** 40 bytes are no multiple of the alignment, and a slice that begins there would not be aligned. */
    @Test
    void partsBeginAligned() {
        Value x = builder.input("x", TensorType.f32(1, 16));
        Value odd = builder.add(new Concat(List.of(dense(x, 10), dense(x, 16)), 1));
        builder.output("joined", odd).output("rest", builder.add(new Unary(builder.add(slice(odd, 1, 10, 26)), Unary.Kind.TANH)));
        assertEquals(Set.of(), views(checked(builder.build(), JOINING)));
    }

    @Test
    void slicesOfOneOperandLieInIt() {
        Value gates = dense(builder.input("x", TensorType.f32(1, 4)), 256);
        List<Value> parts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            parts.add(builder.add(new Unary(builder.add(slice(gates, 1, 64 * i, 64 * i + 64)), Unary.Kind.TANH)));
        }
        Graph graph = builder.output("y", builder.add(new Concat(parts, 1))).build();
        MemoryPlan plan = checked(graph, JOINING);
        assertTrue(views(plan).contains("slice"), views(plan).toString());
        assertTrue(plan.arena().peakBytes() <= 2048, "the gates and what is made of them: " + plan.arena().peakBytes());
    }

    /** A joined result is part of another one, and one of its parts is used once more. */
    @Test
    void joinedResultsAreJoinedAgain() {
        Value x = builder.input("x", TensorType.f32(1, 16));
        Value a = dense(x, 16);
        Value inner = builder.add(new Concat(List.of(a, dense(x, 32)), 1));
        Value outer = builder.add(new Concat(List.of(dense(a, 8), inner), 1));
        Value again = builder.add(new Concat(List.of(inner, dense(inner, 4)), 1));
        Graph graph = builder.output("outer", outer).output("again", again).output("slice", builder.add(slice(inner, 1, 4, 20))).build();
        for (Sharing sharing : List.of(JOINING, Sharing.ALL)) {
            assertTrue(views(checked(graph, sharing)).contains("concat"));
        }
    }

    /** The first part comes early and is small: if the whole result were there while the large ones are made, it would take more. */
    @Test
    void sharingThatDoesHarmIsNotDone() {
        Value x = builder.input("x", TensorType.f32(1, 64));
        Value early = dense(x, 16);
        Value large = dense(dense(dense(early, 512), 512), 256);
        Graph graph = builder.output("y", dense(builder.add(new Concat(List.of(early, large), 1)), 4)).build();
        long apart = checked(graph, Sharing.IN_PLACE).arena().peakBytes();
        MemoryPlan plan = checked(graph, JOINING);
        assertTrue(plan.arena().peakBytes() <= apart, plan.arena().peakBytes() + " > " + apart);
        assertEquals(Set.of(), views(plan));
    }
}
