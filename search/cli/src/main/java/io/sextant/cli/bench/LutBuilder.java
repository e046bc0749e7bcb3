package io.sextant.cli.bench;

import io.sextant.cli.progress.Progress;
import io.sextant.device.measure.MeasureOutcome;
import io.sextant.device.measure.MeasurePlan;
import io.sextant.ir.graph.Graph;
import io.sextant.latency.Correction;
import io.sextant.latency.Lut;
import io.sextant.latency.LutKey;
import io.sextant.latency.LutPredictor;
import io.sextant.latency.LutRow;
import io.sextant.latency.Target;
import io.sextant.latency.campaign.Campaign;
import io.sextant.latency.campaign.CampaignItem;
import io.sextant.latency.campaign.CampaignListener;
import io.sextant.latency.campaign.SeriesStore;
import io.sextant.search.strategy.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Builds the LUT of a subject: every kernel first, then whole networks for the correction, then more processes where it matters. */
public final class LutBuilder {
    /** What the seeds of networks are derived for; a network that a correction rests on must not judge it. */
    private static final long CORRECTION = 1;
    private static final long HELD_OUT = 2;
    private static final double KERNELS_SHARE = 0.9;
    /** Whole networks may take at most this share of what is left when the kernels are measured. */
    private static final double NETWORKS_SHARE = 0.5;
    private static final int NETWORKS_AT_A_TIME = 8;
    /** Networks to choose from, for each that is wanted: of some, not all kernels may be known. */
    private static final int DRAWN = 8;

    private final Workbench bench;
    private final Target target;
    private final Progress progress;

    public LutBuilder(Workbench bench, Target target, Progress progress) {
        this.bench = bench;
        this.target = target;
        this.progress = progress;
    }

    /**
     * What is wanted.
     *
     * @param budget   wall time; a batch that has begun is finished
     * @param networks whole networks to learn the correction from
     * @param refine   whether to go on until times are known to two per cent
     * @param fresh    whether to forget what is stored
     */
    public record Order(Duration budget, int networks, long seed, boolean refine, boolean fresh) {
    }

    /**
     * What was built.
     *
     * @param correction empty if kernels are missing, or too few networks could be measured
     */
    public record Built(Campaign.Result campaign, Optional<Correction> correction, Lut lut) {
        /** Whether networks of the subject can be predicted with it. */
        public boolean complete() {
            return campaign.missing().isEmpty() && campaign.rows().stream().allMatch(row -> row.medianNs().isPresent());
        }
    }

    private record Seen(Graph network, double nanos) {
    }

    /**
     * Networks of {@code subject} that are drawn apart from those that its correction rests on. In a space of few networks some may be
     * the same; models that were given are the same.
     */
    public static List<Graph> heldOut(LutSubject subject, int count, long seed) {
        return subject.networks(count, Seeds.derive(seed, HELD_OUT));
    }

    public Built build(LutSubject subject, Order order) {
        long end = System.nanoTime() + order.budget().toNanos();
        List<CampaignItem> kernels = subject.kernels();
        Campaign.Result measured = campaign(kernels, (long) (KERNELS_SHARE * left(end)), false, order.fresh());
        List<Seen> networks = observe(subject, lut(measured, Optional.empty()), order, end);
        if (measured.missing().isEmpty() && order.refine()) {
            measured = refined(kernels, measured, left(end));
        }
        Optional<Correction> correction = correction(lut(measured, Optional.empty()), networks);
        return new Built(measured, correction, lut(measured, correction));
    }

    /** What failed is not tried again. */
    private Campaign.Result refined(List<CampaignItem> kernels, Campaign.Result first, long budgetNanos) {
        Set<LutKey> timed = first.rows().stream().filter(row -> row.medianNs().isPresent()).map(LutRow::key).collect(Collectors.toSet());
        List<CampaignItem> items = kernels.stream().filter(item -> timed.contains(target.key(item.kernel()))).toList();
        Campaign.Result again = campaign(items, budgetNanos, true, false);
        Lut rows = lut(first, Optional.empty()).with(lut(again, Optional.empty()));
        return new Campaign.Result(rows.rows(), first.missing(), first.reused(), again.settled());
    }

    private static long left(long end) {
        return Math.max(0, end - System.nanoTime());
    }

    private Campaign.Result campaign(List<CampaignItem> items, long budgetNanos, boolean refine, boolean fresh) {
        Campaign campaign = new Campaign(target, bench.chains(), new SeriesStore(bench.store()), listener(), System::nanoTime);
        Campaign.Result result = campaign.run(new Campaign.Order(items, budgetNanos, refine, fresh));
        progress.close();
        return result;
    }

    private CampaignListener listener() {
        return new CampaignListener() {
            @Override
            public void passBegun(String name, int kernels) {
                progress.stage(name, kernels);
            }

            @Override
            public void kernelDone() {
                progress.step();
            }

            @Override
            public void message(String sentence) {
                progress.say(sentence);
            }
        };
    }

    private Lut lut(Campaign.Result result, Optional<Correction> correction) {
        return new Lut(target.device(), correction.stream().toList(), result.rows());
    }

    /** Measures networks as far as the time goes; from the store where they were measured before. */
    private List<Seen> observe(LutSubject subject, Lut lut, Order order, long end) {
        LutPredictor known = LutPredictor.of(lut, subject.name(), target);
        List<Graph> networks = subject.networks(DRAWN * order.networks(), Seeds.derive(order.seed(), CORRECTION)).stream()
            .filter(network -> known.knows(network, bench.backend().fusion(network))).limit(order.networks()).toList();
        WholeNetworks whole = new WholeNetworks(bench.backend(), bench.measurer(), bench.scratch());
        MeasurePlan plan = MeasurePlan.screening(target.threads(), order.seed());
        progress.stage("measuring whole networks", networks.size());
        long stop = System.nanoTime() + (long) (NETWORKS_SHARE * left(end));
        List<Seen> seen = new ArrayList<>();
        for (int at = 0; at < networks.size() && (at == 0 || System.nanoTime() < stop); at += NETWORKS_AT_A_TIME) {
            List<Graph> few = networks.subList(at, Math.min(networks.size(), at + NETWORKS_AT_A_TIME));
            List<MeasureOutcome> outcomes = whole.measure(few, plan, progress::step);
            for (int i = 0; i < few.size(); i++) {
                if (outcomes.get(i) instanceof MeasureOutcome.Measured measured) {
                    seen.add(new Seen(few.get(i), measured.measurement().latency().median()));
                }
            }
        }
        progress.close();
        return seen;
    }

    private Optional<Correction> correction(Lut lut, List<Seen> networks) {
        if (networks.size() < Correction.FEWEST_NETWORKS) {
            return Optional.empty();
        }
        LutPredictor sums = LutPredictor.of(lut, "the new LUT", target);
        List<Correction.Observation> observations = networks.stream().map(seen -> new Correction.Observation(
            sums.predict(seen.network(), bench.backend().fusion(seen.network())).summedNanos(), seen.nanos())).toList();
        return Optional.of(Correction.fit(target, observations, Instant.now().truncatedTo(ChronoUnit.SECONDS)));
    }
}
