package io.sextant.latency;

import io.sextant.device.measure.Interval;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.Kernel;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.kernel.PlacedKernel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Predicts networks by adding up a LUT's rows, with the LUT's correction for whole networks where it has one. */
public final class LutPredictor {
    private final Lut lut;
    private final String source;
    private final Target target;
    private final Map<String, LutRow> rows = new HashMap<>();
    private final Optional<Correction> correction;

    /** Among the options of an implementation. */
    private static final Pattern TUNING = Pattern.compile("^(?<backend>[^/]+)/.*(?<option>tuning=(?<how>[a-z]+))");

    private LutPredictor(Lut lut, String source, Target target) {
        this.lut = lut;
        this.source = source;
        this.target = target;
        this.correction = lut.correction(target);
        lut.rows().stream().filter(row -> Target.of(row.key()).equals(target)).forEach(row -> rows.put(row.key().kernel(), row));
    }

    /**
     * A predictor for one target.
     *
     * @param source the LUT's file, for messages
     * @throws InvalidInput if the LUT is of another device, or has no rows of this implementation, number of threads and clock
     */
    public static LutPredictor of(Lut lut, String source, Target target) {
        if (!lut.device().equals(target.device())) {
            throw new InvalidInput(source + ": this LUT is of the device " + lut.device() + ", asked is " + target.device()
                + "; times of another device say nothing here: build one with 'sextant lut build'");
        }
        LutPredictor predictor = new LutPredictor(lut, source, target);
        if (predictor.rows.isEmpty()) {
            throw new InvalidInput(source + ": this LUT has no rows of " + target + "; it has rows of " + lut.rows().stream()
                .map(row -> Target.of(row.key()).toString()).collect(Collectors.toCollection(TreeSet::new))
                + tuned(lut, target) + "; build one with 'sextant lut build'");
        }
        return predictor;
    }

    /** How rows can be asked for whose kernels have schedules that were found in another way. */
    private static String tuned(Lut lut, Target target) {
        return lut.rows().stream().map(row -> TUNING.matcher(row.key().implementation())).filter(Matcher::find)
            .filter(found -> !target.implementation().contains(found.group("option"))).findFirst()
            .map(found -> "; for those with " + found.group("option") + ", give --backend " + found.group("backend") + " --tuning "
                + found.group("how")).orElse("");
    }

    public Target target() {
        return target;
    }

    /** Empty if whole networks were never measured for this target. */
    public Optional<Correction> correction() {
        return correction;
    }

    /** Whether every kernel of {@code graph} is known. */
    public boolean knows(Graph graph, Fusion fusion) {
        return Kernels.of(graph, fusion).stream().allMatch(placed -> knows(placed.kernel()));
    }

    public boolean knows(Kernel kernel) {
        LutRow row = rows.get(kernel.signature());
        return row != null && row.medianNs().isPresent();
    }

    /**
     * Nanoseconds of one kernel, uncorrected.
     *
     * @throws InvalidInput if the LUT does not know it; the message names it
     */
    public double nanos(Kernel kernel) {
        return row(kernel).medianNs().getAsDouble();
    }

    /** What {@link #nanos(Kernel)} has to be multiplied with to be a share of a network's prediction. */
    public double scale() {
        return correction.map(Correction::scale).orElse(1.0);
    }

    /** What a prediction has beside the shares of its kernels, in nanoseconds. */
    public double fixedNanos() {
        return correction.map(Correction::fixedNanos).orElse(0.0);
    }

    /**
     * The prediction for a network.
     *
     * @throws InvalidInput if a kernel is unknown; the message names all that are
     */
    public Prediction predict(Graph graph, Fusion fusion) {
        Map<Kernel, Integer> places = new LinkedHashMap<>();
        Kernels.of(graph, fusion).stream().map(PlacedKernel::kernel).forEach(kernel -> places.merge(kernel, 1, Integer::sum));
        requireKnown(places);
        List<Prediction.KernelTime> times = new ArrayList<>();
        double sum = 0;
        double lo = 0;
        double hi = 0;
        for (Map.Entry<Kernel, Integer> entry : places.entrySet()) {
            LutRow row = row(entry.getKey());
            double each = row.medianNs().getAsDouble();
            times.add(new Prediction.KernelTime(entry.getKey(), entry.getValue(), entry.getValue() * each));
            sum += entry.getValue() * each;
            lo += entry.getValue() * row.interval().map(Interval::lo).orElse(each);
            hi += entry.getValue() * row.interval().map(Interval::hi).orElse(each);
        }
        times.sort(Comparator.comparingDouble(Prediction.KernelTime::totalNanos).reversed());
        return new Prediction(interval(sum, lo, hi), sum, correction.isPresent(), times);
    }

    private Interval interval(double sum, double lo, double hi) {
        if (correction.isEmpty()) {
            return new Interval(sum, lo, hi);
        }
        double median = correction.get().corrected(sum);
        double half = correction.get().halfWidth() * median;
        return new Interval(median, Math.max(0, median - half), median + half);
    }

    private LutRow row(Kernel kernel) {
        requireKnown(Map.of(kernel, 1));
        return rows.get(kernel.signature());
    }

    private void requireKnown(Map<Kernel, Integer> kernels) {
        List<Kernel> unknown = kernels.keySet().stream().filter(kernel -> !knows(kernel)).toList();
        if (!unknown.isEmpty()) {
            String names = unknown.stream().limit(3).map(this::name).collect(Collectors.joining(", "));
            throw new InvalidInput(source + ": " + unknown.size() + (unknown.size() == 1 ? " kernel is" : " kernels are")
                + " not in this LUT of " + lut.rows().size() + " rows: " + names + (unknown.size() > 3 ? ", ..." : "")
                + "; measure the model's kernels with 'sextant lut build --model MODEL'");
        }
    }

    private String name(Kernel kernel) {
        LutRow row = rows.get(kernel.signature());
        String failed = row == null ? "" : ", tried: " + row.protocol();
        return "'" + kernel.label() + "' (" + kernel.signature().substring(0, 12) + failed + ")";
    }
}
