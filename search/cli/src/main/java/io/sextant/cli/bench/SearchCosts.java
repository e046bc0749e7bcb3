package io.sextant.cli.bench;

import io.sextant.cli.progress.Progress;
import io.sextant.codegen.c.CBackend;
import io.sextant.ir.InvalidInput;
import io.sextant.latency.Correction;
import io.sextant.latency.Lut;
import io.sextant.latency.LutFile;
import io.sextant.latency.LutPredictor;
import io.sextant.latency.Target;
import io.sextant.latency.campaign.CampaignItem;
import io.sextant.latency.campaign.SeriesStore;
import io.sextant.search.port.CostModel;
import io.sextant.search.screening.FootprintCosts;
import io.sextant.search.screening.LimitScreen;
import io.sextant.search.screening.ScreenedCosts;
import io.sextant.search.space.SearchSpace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a search comes to the costs of its candidates.
 *
 * @param model  scores candidates
 * @param lut    that it predicts with; empty if candidates are measured
 * @param reused kernels of the LUT that earlier runs had measured
 */
public record SearchCosts(CostModel model, Optional<Lut> lut, int reused) {
    /** A LUT is made if that is expected to take at most this share of the search's budget. */
    private static final double LUT_SHARE = 0.45;
    /** On two cores of 2026 without other work; longer where each chain of kernels goes through a compiler. */
    private static final double SECONDS_PER_KERNEL = 0.2;
    private static final double SECONDS_PER_COMPILED_KERNEL = 0.3;
    /** A network that is compiled and measured with others takes about as long as two kernels. */
    private static final double SECONDS_PER_COMPILED_CANDIDATE = 2 * SECONDS_PER_COMPILED_KERNEL;
    /** By this factor a LUT may take longer than measuring the candidates of one search, as later ones use it too. */
    private static final double FOR_LATER = 2;
    /** Of what is affordable: without most of the kernels, hardly a candidate could be predicted. */
    private static final double MOST_OVER = 1.1;
    private static final int NETWORKS = 24;
    private static final int THREADS = 1;

    /** Where costs come from. */
    public enum Source {
        /** A LUT of the space's kernels. */
        LUT,
        /** Each candidate is measured. */
        MEASURED
    }

    /**
     * What is asked for.
     *
     * @param file   a LUT to take instead of making one
     * @param extent of the whole search
     */
    public record Request(Source source, Optional<Path> file, Extent extent, long seed, boolean fresh) {
    }

    /**
     * How much is searched.
     *
     * @param trials the most candidates
     * @param budget wall time
     */
    public record Extent(int trials, Duration budget) {
    }

    /**
     * The costs as asked for; by measuring where a LUT would take too long, which is said.
     *
     * @param screen over the space that is searched
     * @throws InvalidInput if the LUT's file cannot be used for this space, device and backend
     */
    public static SearchCosts of(Workbench bench, LimitScreen screen, Request request, Progress progress) {
        return found(bench, screen, request, progress).withFootprints(screen);
    }

    /** A LUT is of one backend. */
    private static SearchCosts found(Workbench several, LimitScreen screen, Request request, Progress progress) {
        SearchSpace space = screen.space();
        CostModel measured = measured(several, screen, new Order(request.seed(), request.fresh()));
        SearchCosts each = new SearchCosts(measured, Optional.empty(), 0);
        if (request.source() == Source.MEASURED) {
            return each;
        }
        if (request.file().isPresent()) {
            return given(several, space, request.file().get());
        }
        progress.stage("Choosing a backend", 1);
        Workbench bench = several.settled(several.subject(space), request.fresh(), progress::say);
        progress.step();
        Target target = bench.target(THREADS);
        SpaceSubject subject = bench.subject(space);
        Duration affordable = Duration.ofMillis((long) (LUT_SHARE * request.extent().budget().toMillis()));
        if (tooLong(bench, subject, target, request, affordable, progress)) {
            return each;
        }
        LutBuilder.Built built = new LutBuilder(bench, target, progress)
            .build(subject, new LutBuilder.Order(affordable, NETWORKS, request.seed(), false, request.fresh()));
        if (built.correction().isEmpty()) {
            progress.say("candidates are measured one by one: too few whole networks could be measured to correct the LUT");
            return each;
        }
        if (!built.complete()) {
            progress.say("candidates with a kernel that the LUT does not have are measured one by one");
        }
        LutPredictor predictor = LutPredictor.of(built.lut(), "the space's LUT", target);
        return new SearchCosts(PredictedCosts.of(space, subject.fusion(), predictor, measured), Optional.of(built.lut()),
            built.campaign().reused());
    }

    private static boolean tooLong(Workbench bench, SpaceSubject subject, Target target, Request request, Duration affordable,
        Progress progress) {
        List<CampaignItem> kernels = subject.kernels();
        int known = request.fresh() ? 0 : new SeriesStore(bench.store()).known(target, kernels);
        boolean compiled = bench.backend() instanceof CBackend;
        double seconds = (compiled ? SECONDS_PER_COMPILED_KERNEL : SECONDS_PER_KERNEL) * (kernels.size() - known);
        double worth = compiled ? FOR_LATER * SECONDS_PER_COMPILED_CANDIDATE * request.extent().trials() : Double.POSITIVE_INFINITY;
        double bearable = MOST_OVER * affordable.toMillis() / 1e3;
        if (seconds <= Math.min(worth, bearable)) {
            return false;
        }
        progress.say(String.format(Locale.ROOT, "candidates are measured one by one: a LUT of the space's %d kernels would take about %.0f"
            + " s, %s; 'sextant lut build --space %s --out lut.csv' makes one that later searches use", kernels.size(), seconds,
            seconds > bearable ? "too much of the budget" : "longer than that", subject.space().name()));
        return true;
    }

    /** Goes on as a run did that had this LUT, finished or not. */
    public static SearchCosts resumed(Workbench bench, LimitScreen screen, Path lut, int reused, long seed) {
        SearchSpace space = screen.space();
        CostModel measured = measured(bench, screen, new Order(seed, false));
        Lut read = LutFile.read(lut);
        Workbench known = bench.knownTo(read);
        return new SearchCosts(PredictedCosts.of(space, known.subject(space).fusion(), corrected(read, lut, known.target(THREADS)), measured), Optional.of(read), reused)
            .withFootprints(screen);
    }

    /** How candidates are measured. */
    private record Order(long seed, boolean fresh) {
    }

    /** Measures nobody who misses a limit without that, and nobody by a backend that is too slow for the whole space. */
    private static CostModel measured(Workbench bench, LimitScreen screen, Order order) {
        return new ScreenedCosts(MeasuredCosts.screening(() -> bench.contending(bench.subject(screen.space()), order.fresh()), order.seed()),
            screen);
    }

    private SearchCosts withFootprints(LimitScreen screen) {
        return new SearchCosts(new FootprintCosts(model, screen), lut, reused);
    }

    private static SearchCosts given(Workbench bench, SearchSpace space, Path file) {
        Lut lut = LutFile.read(file);
        Workbench known = bench.knownTo(lut);
        return new SearchCosts(PredictedCosts.of(space, known.subject(space).fusion(), corrected(lut, file, known.target(THREADS))), Optional.of(lut),
            lut.rows().size());
    }

    private static LutPredictor corrected(Lut lut, Path file, Target target) {
        LutPredictor predictor = LutPredictor.of(lut, file.toString(), target);
        if (predictor.correction().isEmpty()) {
            throw new InvalidInput(file + ": this LUT has no correction for whole networks, which a search needs to know how far"
                + " predictions hold; build it with at least " + Correction.FEWEST_NETWORKS
                + " networks: 'sextant lut build --networks 32'");
        }
        return predictor;
    }
}
