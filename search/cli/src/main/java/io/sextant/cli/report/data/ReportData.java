package io.sextant.cli.report.data;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All that a report says. Texts are plain (the page escapes them); accuracies are shares (0..1).
 *
 * @param winner empty if no network meets the limits
 */
public record ReportData(Run run, Verdict verdict, Optional<Winner> winner, Trials trials, Evidence evidence, Device device) {
    private static final int NO_TRIAL = -1;

    /** The winner's number; negative, as no trial's is, without one. */
    public int winningTrial() {
        return winner.map(Winner::trial).orElse(NO_TRIAL);
    }

    /**
     * @param command  what to type to run it again
     * @param counts   how many candidates were proposed, measured, trained, ..., in the order to be shown
     * @param settings what the run was asked to do: space, strategy, seeds, ..., in the order to be shown
     * @param files    names beside the report, with what they hold
     */
    public record Run(String id, String command, String started, Duration duration, List<Fact> counts, List<Fact> settings,
        List<Fact> files) {

        public Run {
            counts = List.copyOf(counts);
            settings = List.copyOf(settings);
            files = List.copyOf(files);
        }
    }

    /**
     * Where it was measured, and how well.
     *
     * @param noise the verdict on the machine: A/A difference, smallest resolvable difference
     * @param quiet false if the machine was loaded or throttled
     */
    public record Device(String name, List<Fact> facts, String noise, boolean quiet) {
        public Device {
            facts = List.copyOf(facts);
        }
    }

    /**
     * What came out.
     *
     * @param sentence in one sentence; if infeasible, with the binding limit and the nearest point
     * @param limits   empty if none was set
     */
    public record Verdict(boolean feasible, String sentence, List<Limit> limits) {
        public Verdict {
            limits = List.copyOf(limits);
        }

        /**
         * @param text    as written: {@code latency <= 60 us}
         * @param origin  who set it: the user, or how it was derived
         * @param reached what the winner (or the nearest network) has, with its unit; empty if nothing was measured
         */
        public record Limit(String text, String origin, String reached, boolean met) {
        }
    }
}
