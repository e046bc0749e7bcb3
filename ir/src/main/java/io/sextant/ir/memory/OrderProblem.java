package io.sextant.ir.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;

/** What an order of tasks costs in bytes alive, step by step; a set of tasks that are done says all about what is alive. */
final class OrderProblem {
    private final Workload workload;
    private final Storages storages;
    private final List<BitSet> before = new ArrayList<>();
    private final List<List<Share>> shares = new ArrayList<>();
    private final int[][] touched;
    private final long[] bytes;

    /** A storage that a task's result may overlap if it dies, and from where on. */
    private record Share(int storage, long distance) {
    }

    /**
     * What a task does to memory.
     *
     * @param during bytes alive while it runs
     * @param after bytes alive when it is done
     */
    record Effect(long during, long after) {
    }

    OrderProblem(Workload workload) {
        this.workload = workload;
        this.storages = new Storages(workload);
        int[] maker = new int[workload.activations().size()];
        Arrays.fill(maker, -1);
        touched = new int[workload.tasks().size()][];
        for (int i = 0; i < workload.tasks().size(); i++) {
            Task task = workload.tasks().get(i);
            BitSet needed = new BitSet();
            task.operands().stream().filter(operand -> maker[operand] >= 0).forEach(operand -> needed.set(maker[operand]));
            before.add(needed);
            maker[task.result()] = i;
            touched[i] = storages.touched(i).stream().mapToInt(Integer::intValue).toArray();
            shares.add(shares(i));
        }
        bytes = new long[workload.activations().size()];
        storages.all().forEach(storage -> bytes[storage] = storages.bytes(storage));
    }

    private List<Share> shares(int task) {
        List<Share> found = new ArrayList<>();
        int made = storages.of(workload.tasks().get(task).result());
        for (int storage : touched[task]) {
            OptionalLong distance = storage == made ? OptionalLong.empty() : storages.distance(task, storage);
            distance.ifPresent(least -> found.add(new Share(storage, least)));
        }
        return found;
    }

    int tasks() {
        return touched.length;
    }

    /** Bytes of all inputs, which are alive at the start. */
    long given() {
        return workload.inputs().stream().map(storages::of).distinct().mapToLong(storage -> bytes[storage]).sum();
    }

    /** Bytes of the inputs that are still needed when the first task begins. */
    long begun() {
        return workload.inputs().stream().map(storages::of).distinct().filter(storage -> storages.isKept(storage)
            || !storages.touching(storage).isEmpty()).mapToLong(storage -> bytes[storage]).sum();
    }

    boolean isReady(BitSet done, int task) {
        if (done.get(task)) {
            return false;
        }
        BitSet needed = before.get(task);
        for (int i = needed.nextSetBit(0); i >= 0; i = needed.nextSetBit(i + 1)) {
            if (!done.get(i)) {
                return false;
            }
        }
        return true;
    }

    /** What {@code task} does after {@code done}, when {@code live} bytes are alive. */
    Effect effect(BitSet done, long live, int task) {
        return effect(done, live, task, storages.begins(task, done));
    }

    /** @param begins whether the result's storage is not there yet */
    private Effect effect(BitSet done, long live, int task, boolean begins) {
        int made = touched[task][touched[task].length - 1];
        long grown = begins ? bytes[made] : 0;
        long freed = 0;
        for (int storage : touched[task]) {
            freed += dies(done, storage, task) ? bytes[storage] : 0;
        }
        long scratch = workload.aligned(workload.tasks().get(task).scratchBytes());
        long saved = saved(grown, shares.get(task).stream().filter(share -> dies(done, share.storage(), task)).toList());
        return new Effect(live + grown + scratch - saved, live + grown - freed);
    }

    private boolean dies(BitSet done, int storage, int task) {
        if (storages.isKept(storage)) {
            return false;
        }
        BitSet users = storages.touching(storage);
        for (int i = users.nextSetBit(0); i >= 0; i = users.nextSetBit(i + 1)) {
            if (i != task && !done.get(i)) {
                return false;
            }
        }
        return true;
    }

    /** The most that overlaps can save: each at most its operand, all together at most the result behind the least distance. */
    private long saved(long result, List<Share> dying) {
        long each = 0;
        long least = result;
        for (Share share : dying) {
            each += Math.max(0, Math.min(bytes[share.storage()], result - share.distance()));
            least = Math.min(least, share.distance());
        }
        return Math.min(each, result - least);
    }

    /** What no order can do with less: each task's operands, result and scratch at best, inputs at the start, outputs at the end. */
    long floor() {
        long floor = Math.max(given(), storages.all().stream().filter(storages::isKept).mapToLong(storage -> bytes[storage]).sum());
        for (int task = 0; task < tasks(); task++) {
            BitSet others = new BitSet();
            others.set(0, tasks());
            others.clear(task);
            int made = touched[task][touched[task].length - 1];
            long live = 0;
            for (int storage : touched[task]) {
                live += storage == made && storages.makes(task) ? 0 : bytes[storage];
            }
            floor = Math.max(floor, effect(others, live, task, storages.makes(task)).during());
        }
        return floor;
    }

    /** The most bytes that are alive at once in {@code order}: no placement needs less. */
    long peak(List<Integer> order) {
        long peak = given();
        long live = begun();
        BitSet done = new BitSet();
        for (int task : order) {
            Effect effect = effect(done, live, task);
            peak = Math.max(peak, effect.during());
            live = effect.after();
            done.set(task);
        }
        return peak;
    }
}
