package io.sextant.latency.campaign;

import io.sextant.device.measure.Clock;
import io.sextant.device.store.Store;
import io.sextant.ir.kernel.Kernel;
import io.sextant.latency.LutRow;
import io.sextant.latency.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Campaigns against a {@link TimedProfiler}, with a clock that stands still unless a test moves it. */
final class CampaignBench implements AutoCloseable {
    static final long HOUR = 3_600_000_000_000L;
    static final Target TARGET = new Target("i/1/o", "d", 1, Clock.THREAD_CPU);

    final Store store;
    final List<String> heard = new ArrayList<>();
    long now = 1_000;

    CampaignBench(Path home) {
        this.store = Store.open(home);
    }

    Campaign campaign(Profiler profiler) {
        return campaign(TARGET, profiler);
    }

    Campaign campaign(Target target, Profiler profiler) {
        return new Campaign(target, profiler, new SeriesStore(store), listener(), () -> now);
    }

    private CampaignListener listener() {
        return new CampaignListener() {
            @Override
            public void passBegun(String name, int kernels) {
                heard.add(name + " " + kernels);
            }

            @Override
            public void kernelDone() {
                heard.add("done");
            }

            @Override
            public void message(String sentence) {
                heard.add(sentence);
            }
        };
    }

    Campaign.Result measure(Profiler profiler, List<Kernel> kernels) {
        return campaign(profiler).run(order(kernels, HOUR));
    }

    Campaign.Result refine(Profiler profiler, List<Kernel> kernels) {
        return campaign(profiler).run(new Campaign.Order(items(kernels), HOUR, true, false));
    }

    static Campaign.Order order(List<Kernel> kernels, long budgetNanos) {
        return new Campaign.Order(items(kernels), budgetNanos, false, false);
    }

    static List<CampaignItem> items(List<Kernel> kernels) {
        return kernels.stream().map(kernel -> new CampaignItem(kernel, 1)).toList();
    }

    static double nanos(LutRow row) {
        return row.medianNs().orElseThrow();
    }

    @Override
    public void close() {
        store.close();
    }
}
