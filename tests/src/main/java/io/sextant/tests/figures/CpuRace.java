package io.sextant.tests.figures;

import io.sextant.tests.peer.Contest;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What came of ours against peers.
 *
 * @param trouble why ours has no time that counts; empty if it has
 * @param times   by engine
 */
record CpuRace(String name, double goal, String trouble, Map<String, Contest.Time> times) {
    private static final double MICROS_PER_MILLI = 1e3;
    private static final Set<String> OURS = Set.of(CpuBench.OURS, CpuBench.UNTUNED);

    static CpuRace failed(String name, double goal, String trouble) {
        return new CpuRace(name, goal, trouble, Map.of());
    }

    private Optional<Map.Entry<String, Contest.Time>> fasterPeer() {
        return times.entrySet().stream().filter(time -> !OURS.contains(time.getKey()) && time.getValue().nanos().isPresent())
            .min(Comparator.comparingDouble(time -> time.getValue().nanos().getAsDouble()));
    }

    /** How many times as fast as the faster peer; 0 if ours does not count. */
    double ratio() {
        Contest.Time ours = times.get(CpuBench.OURS);
        return !trouble.isEmpty() || ours == null || ours.nanos().isEmpty() ? 0
            : ratioAt(ours.nanos().getAsDouble());
    }

    /** What {@link #ratio} would be if ours took so long; 0 without a peer. */
    double ratioAt(double nanos) {
        return fasterPeer().map(peer -> peer.getValue().nanos().getAsDouble() / nanos).orElse(0.0);
    }

    Figure figure() {
        String peer = fasterPeer().map(fastest -> fastest.getKey() + " " + shown(fastest.getValue())).orElse("-");
        String ours = trouble.isEmpty() ? shown(times.get(CpuBench.OURS)) : trouble;
        return new Figure(name, goal(goal), peer, ours, ratio(ratio()), ratio() >= goal);
    }

    /** All engines in a line. */
    String text() {
        StringBuilder text = new StringBuilder(name).append(": ").append(trouble.isEmpty() ? "" : trouble + "; ");
        times.forEach((engine, time) -> text.append(engine).append(' ').append(shown(time)).append("; "));
        return text.append("ratio ").append(ratio(ratio())).toString();
    }

    /** The geometric mean; one that does not count makes it 0. */
    static Figure mean(String name, double goal, List<CpuRace> races) {
        double mean = Math.exp(races.stream().mapToDouble(race -> Math.log(race.ratio())).average().orElse(Double.NEGATIVE_INFINITY));
        return new Figure(name, goal(goal), "-", "-", ratio(mean), mean >= goal);
    }

    private static String goal(double goal) {
        return String.format(Locale.ROOT, ">= %.2fx", goal);
    }

    private static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.3f", ratio);
    }

    private static String shown(Contest.Time time) {
        if (time.nanos().isEmpty()) {
            return "failed (" + time.failure().lines().findFirst().orElse("") + ")";
        }
        double micros = time.nanos().getAsDouble() / 1e3;
        return micros < MICROS_PER_MILLI ? String.format(Locale.ROOT, "%.1f us", micros) : String.format(Locale.ROOT, "%.2f ms", micros / MICROS_PER_MILLI);
    }
}
