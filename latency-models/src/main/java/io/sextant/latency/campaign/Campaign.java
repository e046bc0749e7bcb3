package io.sextant.latency.campaign;

import io.sextant.device.measure.Interval;
import io.sextant.ir.kernel.Kernel;
import io.sextant.latency.LutRow;
import io.sextant.latency.Provenance;
import io.sextant.latency.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * Measures kernels within a time: first each of them in five fresh processes, those first that matter most in a network, then more
 * processes for those whose uncertainty weighs most. Each batch is stored as it comes: a campaign that is ended goes on where it was.
 */
public final class Campaign {
    /** Large batches share what is subtracted, and the start of the processes. */
    private static final int BATCH = 64;
    /** A fifth of what a worker may use; our own process holds half as much. */
    private static final long BATCH_BYTES = 768L << 20;

    private final Target target;
    private final ChainTimer timer;
    private final SeriesStore store;
    private final CampaignListener listener;
    private final LongSupplier nanoTime;

    private final Map<Kernel, Series> series = new HashMap<>();
    private final Map<Kernel, String> failures = new HashMap<>();
    private int measured;
    private double nanosPerKernel;
    private long seed;

    public Campaign(Target target, Profiler profiler, SeriesStore store, CampaignListener listener, LongSupplier nanoTime) {
        this.target = target;
        this.timer = new ChainTimer(profiler, target);
        this.store = store;
        this.listener = listener;
        this.nanoTime = nanoTime;
    }

    /**
     * What is wanted.
     *
     * @param items       distinct kernels
     * @param budgetNanos wall time after which no further batch begins
     * @param refine      whether to go on after the first pass, towards two per cent
     * @param fresh       whether to forget what earlier campaigns measured
     */
    public record Order(List<CampaignItem> items, long budgetNanos, boolean refine, boolean fresh) {
        public Order {
            items = List.copyOf(items);
        }
    }

    /**
     * What a campaign came to.
     *
     * @param rows    of the kernels that were measured or failed, in the order of the items
     * @param missing those for which there was no time
     * @param reused  kernels of which nothing had to be measured
     * @param settled kernels whose time is known within two per cent
     */
    public record Result(List<LutRow> rows, List<Kernel> missing, int reused, int settled) {
        public Result {
            rows = List.copyOf(rows);
            missing = List.copyOf(missing);
        }
    }

    /** Runs it; used once. */
    public Result run(Order order) {
        long end = nanoTime.getAsLong() + order.budgetNanos();
        if (!order.fresh()) {
            order.items().forEach(item -> store.find(target, item.kernel(), ChainTimer.protocol())
                .ifPresent(known -> series.put(item.kernel(), known)));
        }
        int known = series.size();
        firstPass(order.items(), end);
        if (order.refine()) {
            refine(order.items(), end);
        }
        return result(order.items(), known);
    }

    private void firstPass(List<CampaignItem> items, long end) {
        List<CampaignItem> open = items.stream().filter(item -> !series.containsKey(item.kernel()))
            .sorted(Comparator.comparingDouble(CampaignItem::expectedNanos).reversed()).toList();
        if (open.isEmpty()) {
            return;
        }
        listener.passBegun("measuring kernels", open.size());
        for (int begin = 0; begin < open.size();) {
            List<CampaignItem> batch = batch(open.subList(begin, open.size()));
            if (!timeFor(batch, end)) {
                listener.message("the budget is over before " + (open.size() - begin) + " of " + items.size() + " kernels were measured");
                return;
            }
            measure(batch);
            begin += batch.size();
        }
    }

    private void refine(List<CampaignItem> items, long end) {
        List<CampaignItem> open = open(items);
        if (open.isEmpty()) {
            return;
        }
        listener.passBegun("repeating kernels that are not known to 2 % yet", open.size());
        while (!open.isEmpty()) {
            List<CampaignItem> batch = batch(open);
            if (!timeFor(batch, end)) {
                listener.message("the budget is over before " + open.size() + " of " + items.size() + " kernels are known to 2 %");
                return;
            }
            measure(batch);
            open = open(items);
        }
    }

    /** Those that want more processes, the most harmful first. */
    private List<CampaignItem> open(List<CampaignItem> items) {
        Precision precision = precision(items);
        return items.stream().filter(item -> series.containsKey(item.kernel()) && !failures.containsKey(item.kernel()))
            .filter(item -> precision.open(series.get(item.kernel())))
            .sorted(Comparator.<CampaignItem>comparingDouble(item -> Precision.uncertainty(series.get(item.kernel()), item)).reversed())
            .toList();
    }

    private Precision precision(List<CampaignItem> items) {
        return new Precision(items.stream().filter(item -> series.containsKey(item.kernel()))
            .mapToDouble(item -> item.occurrences() * series.get(item.kernel()).interval().median()).sum());
    }

    private static List<CampaignItem> batch(List<CampaignItem> open) {
        List<CampaignItem> batch = new ArrayList<>();
        long bytes = 0;
        for (CampaignItem item : open) {
            bytes += item.chainBytes();
            if (batch.size() == BATCH || !batch.isEmpty() && bytes > BATCH_BYTES) {
                return batch;
            }
            batch.add(item);
        }
        return batch;
    }

    private boolean timeFor(List<CampaignItem> batch, long end) {
        return nanoTime.getAsLong() + nanosPerKernel * batch.size() < end;
    }

    private void measure(List<CampaignItem> batch) {
        long begun = nanoTime.getAsLong();
        List<ChainTimer.Outcome> outcomes = timer.time(batch.stream().map(CampaignItem::kernel).toList(), seed++);
        Map<Kernel, Series> fresh = new LinkedHashMap<>();
        for (int i = 0; i < batch.size(); i++) {
            Kernel kernel = batch.get(i).kernel();
            if (outcomes.get(i) instanceof ChainTimer.Outcome.Timed timed) {
                fresh.put(kernel, Optional.ofNullable(series.get(kernel)).map(old -> old.and(timed.series())).orElse(timed.series()));
            } else {
                failures.put(kernel, ((ChainTimer.Outcome.Failed) outcomes.get(i)).reason());
            }
        }
        store.put(target, ChainTimer.protocol(), fresh);
        series.putAll(fresh);
        measured += batch.size();
        nanosPerKernel += (nanoTime.getAsLong() - begun - nanosPerKernel * batch.size()) / measured;
        batch.forEach(item -> listener.kernelDone());
    }

    private Result result(List<CampaignItem> items, int known) {
        Precision precision = precision(items);
        List<LutRow> rows = new ArrayList<>();
        List<Kernel> missing = new ArrayList<>();
        int settled = 0;
        for (CampaignItem item : items) {
            Series found = series.get(item.kernel());
            if (found != null) {
                rows.add(row(item, found, precision));
                settled += found.interval().relativeHalfWidth() <= Precision.AIM ? 1 : 0;
            } else if (failures.containsKey(item.kernel())) {
                rows.add(failed(item.kernel()));
            } else {
                missing.add(item.kernel());
            }
        }
        return new Result(rows, missing, known, settled);
    }

    private LutRow row(CampaignItem item, Series found, Precision precision) {
        Interval interval = found.interval();
        return new LutRow(target.key(item.kernel()), item.kernel().text(), Provenance.MEASURED, found.processes(),
            OptionalDouble.of(interval.median()), Optional.of(interval),
            ChainTimer.protocol() + "; " + precision.words(found, failure(item.kernel())), found.date());
    }

    private LutRow failed(Kernel kernel) {
        return new LutRow(target.key(kernel), kernel.text(), Provenance.FAILED, 0, OptionalDouble.empty(), Optional.empty(),
            ChainTimer.protocol() + "; " + failure(kernel).orElseThrow(), Instant.EPOCH);
    }

    /** Of its last measurement, in one line. */
    private Optional<String> failure(Kernel kernel) {
        return Optional.ofNullable(failures.get(kernel)).map(reason -> reason.replaceAll("\\p{Cntrl}", " "));
    }
}
