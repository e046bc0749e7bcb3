package io.sextant.search.loop;

import io.sextant.search.port.Candidate;
import io.sextant.search.port.Evaluator;
import io.sextant.search.port.Evaluator.Request;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Divides the budget. Nothing can be trained before the first batch is costed; of what is left then, the final trainings and
 * measurements are kept back, and the rest goes in halves to exploring and to halving. All times are wall time in seconds since the
 * search began, as its {@link RunClock} shows it.
 */
final class TimePlan {
    /** The final trainings take at most this share of what the first batch left of the budget; with less time they are shorter. */
    private static final double FINISHING_SHARE = 0.4;
    private static final double EXPLORING_SHARE = 0.5;
    /** At least this share of the same goes to exploring and halving: a winner should be chosen by training. */
    private static final double LEAST_COMPARING_SHARE = 0.4;
    /** Measuring takes at most this share of exploring, else fewer batches are tried. */
    private static final double COSTING_SHARE = 0.5;
    private static final double CALIBRATING_SHARE = 0.02;
    private static final double SAFETY = 1.15;
    /** How much longer a finalist is measured than a candidate. */
    private static final double REMEASURING = 4;
    /** The winner and the baseline. */
    private static final int FINISHED_NETWORKS = 2;
    /** What a finished network's accuracy on the data for the last number takes, in epochs of its training. */
    private static final int LAST_ACCURACY = 2;

    private final RunClock clock;
    private final double budget;
    private final TrainingPlan training;
    private final Evaluator evaluator;
    private double trainingWork;
    private double trainingWall;
    private double askingWall;
    private double costingWall;
    private int costed;
    private int measured;
    /** When the first batch was costed. */
    private double opened;

    TimePlan(SearchSettings settings, Evaluator evaluator, RunClock clock) {
        this.clock = clock;
        this.budget = seconds(settings.budget());
        this.training = settings.training();
        this.evaluator = evaluator;
    }

    double elapsed() {
        return seconds(clock.now());
    }

    boolean isOver() {
        return elapsed() >= budget;
    }

    Duration duration() {
        return clock.now();
    }

    /** @param wall seconds that proposing a batch took: a screen looks at many networks for one that passes */
    void asked(double wall) {
        askingWall += wall;
    }

    /** @param anew how many of the candidates were measured for it */
    void costed(int candidates, int anew, double wall) {
        opened = costed == 0 ? elapsed() : opened;
        costed += candidates;
        measured += anew;
        costingWall += wall;
    }

    /** Expected wall time of proposing and costing so many candidates. */
    double costing(int candidates) {
        return costed == 0 ? 0 : candidates * (askingWall + costingWall) / costed;
    }

    /** @param work sum of the durations of the requests that ran, in seconds */
    void trained(double work, double wall) {
        trainingWork += work;
        trainingWall += wall;
    }

    /** Whether it is known how fast this machine trains. */
    boolean calibrated() {
        return trainingWall > 0;
    }

    /** Time for finding that out, after which no further training begins. */
    Duration calibrating() {
        return duration(CALIBRATING_SHARE * budget);
    }

    /** Expected wall time of these requests together, from how many ran at a time so far. */
    double expected(List<Request> requests) {
        double work = requests.stream().mapToDouble(request -> seconds(evaluator.expected(request))).sum();
        double atATime = trainingWall > 0 ? Math.max(1, trainingWork / trainingWall) : 1;
        return work / atATime;
    }

    /** Epochs of the first rung, so many that at least these networks can be trained in {@code available} seconds. */
    int firstEpochs(List<Candidate> networks, double available) {
        int most = training.firstEpochs();
        double needed = expected(networks.stream().map(network -> new Request(network, most, 0)).toList());
        return needed <= available ? most : Math.max(Math.min(most, TrainingPlan.FEWEST_EPOCHS), (int) (most * available / needed));
    }

    /** Epochs of the last rung and of the final trainings that the budget has room for. */
    int affordableEpochs(Candidate reference) {
        return epochsWithin(FINISHING_SHARE * trainable(), Collections.nCopies(FINISHED_NETWORKS, reference));
    }

    /** Epochs that these networks can be trained with all seeds in what is left of the budget. */
    int remainingEpochs(List<Candidate> networks) {
        return epochsWithin(budget - elapsed(), networks);
    }

    private int epochsWithin(double available, List<Candidate> networks) {
        int most = training.fullEpochs();
        double needed = finishing(networks, most);
        int epochs = needed <= available ? most : (int) ((most + LAST_ACCURACY) * available / needed) - LAST_ACCURACY;
        return Math.max(TrainingPlan.FEWEST_EPOCHS, epochs);
    }

    /** Expected wall time of training these networks with all seeds and taking their accuracies. */
    private double finishing(List<Candidate> networks, int epochs) {
        return SAFETY * training.seeds()
            * expected(networks.stream().map(network -> new Request(network, epochs + LAST_ACCURACY, 0)).toList());
    }

    /** What the first batch and re-measuring leave of the budget. */
    private double trainable() {
        double remeasuring = measured == 0 ? 0 : REMEASURING * (training.finalists() + 1) * costingWall / measured;
        return Math.max(0, budget - opened - remeasuring);
    }

    /** When halving ends, so that finishing fits. */
    double halvingEnd(Candidate reference) {
        double finishing = finishing(Collections.nCopies(FINISHED_NETWORKS, reference), affordableEpochs(reference));
        return opened + Math.max(LEAST_COMPARING_SHARE * trainable(), trainable() - finishing);
    }

    /** When exploring ends; the whole budget while nothing is there to be trained. */
    double exploringEnd(OptionalDouble halvingEnd) {
        return halvingEnd.isPresent() ? opened + EXPLORING_SHARE * (halvingEnd.getAsDouble() - opened) : budget;
    }

    /**
     * The time for training of a batch that is costed: an even share of what is left for exploring.
     *
     * @param left    seconds until exploring ends
     * @param batches that are still wanted, this one among them
     * @param costing seconds that proposing and costing a batch takes
     */
    static double batchShare(double left, int batches, double costing) {
        int affordable = costing <= 0 ? batches : (int) Math.max(1, Math.min(batches, COSTING_SHARE * (left + costing) / costing));
        return Math.max(0, (left - (affordable - 1) * costing) / affordable);
    }

    static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }

    static Duration duration(double seconds) {
        return Duration.ofNanos((long) (1e9 * Math.max(0, seconds)));
    }
}
