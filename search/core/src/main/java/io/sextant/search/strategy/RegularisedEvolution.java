package io.sextant.search.strategy;

import io.sextant.search.space.Genotype;
import io.sextant.search.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Regularised evolution (Real et al., 2019): the fittest of a random sample of the youngest trials has a mutant; the oldest die.
 * Fitness is the accuracy of a feasible network and minus the violation of an infeasible one, so that a search that begins outside the
 * limits climbs towards them. A feasible network that was not trained lies between the two. Failed trials have no offspring. Of several
 * mutants, and of several random networks, the first one that passes a screen is proposed.
 */
public final class RegularisedEvolution implements Strategy {
    private final SearchSpace space;
    private final long seed;
    private final Settings settings;
    private final Screen screen;

    /**
     * @param initial    trials drawn at random before the first mutant
     * @param population how many of the youngest trials live
     * @param sample     how many of them, drawn with replacement, compete to be the parent
     */
    public record Settings(int initial, int population, int sample) {
        public static final Settings STANDARD = new Settings(32, 48, 12);

        public Settings {
            if (initial < 1 || population < 1 || sample < 1) {
                throw new IllegalArgumentException("initial, population and sample are at least 1, got " + initial + ", " + population
                    + " and " + sample);
            }
        }
    }

    private record Member(int trial, Genotype genotype, double fitness) {
    }

    public RegularisedEvolution(SearchSpace space, long seed, Settings settings) {
        this(space, seed, settings, Screen.NONE);
    }

    public RegularisedEvolution(SearchSpace space, long seed, Settings settings, Screen screen) {
        this.space = space;
        this.seed = seed;
        this.settings = settings;
        this.screen = screen;
    }

    @Override
    public String name() {
        return "evolution";
    }

    @Override
    public Optional<Proposal> propose(History history) {
        SplittableRandom random = new SplittableRandom(Seeds.derive(seed, history.trial()));
        Novelty novelty = new Novelty(space, history.proposed(), screen);
        List<Member> population = population(history);
        if (history.trial() >= settings.initial() && !population.isEmpty()) {
            Member parent = tournament(population, random);
            Optional<Genotype> child = novelty.mutant(parent.genotype(), random);
            if (child.isPresent()) {
                return child.map(genotype -> new Proposal(genotype, List.of(parent.trial())));
            }
        }
        return novelty.random(random).map(Proposal::random);
    }

    private List<Member> population(History history) {
        List<Member> members = new ArrayList<>();
        for (int trial = history.outcomes().size() - 1; trial >= 0 && members.size() < settings.population(); trial--) {
            OptionalDouble fitness = fitness(history.outcomes().get(trial));
            if (fitness.isPresent()) {
                members.add(new Member(trial, history.proposed().get(trial), fitness.getAsDouble()));
            }
        }
        return members;
    }

    private Member tournament(List<Member> population, RandomGenerator random) {
        Member best = population.get(random.nextInt(population.size()));
        for (int i = 1; i < settings.sample(); i++) {
            Member rival = population.get(random.nextInt(population.size()));
            best = rival.fitness() > best.fitness() ? rival : best;
        }
        return best;
    }

    private static OptionalDouble fitness(Outcome outcome) {
        if (outcome instanceof Outcome.Trained trained) {
            return OptionalDouble.of(trained.accuracy());
        }
        if (outcome instanceof Outcome.Infeasible infeasible) {
            return OptionalDouble.of(-infeasible.violation());
        }
        return outcome instanceof Outcome.Untrained ? OptionalDouble.of(0) : OptionalDouble.empty();
    }
}
