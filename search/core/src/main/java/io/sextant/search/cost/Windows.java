package io.sextant.search.cost;

import io.sextant.search.space.Genotype;
import io.sextant.search.space.SpacePart;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Where the costs of parts lie in a flat table. Parts with the same window share a region of it, in which the choices of the window are
 * digits in mixed radix, the first one most significant. Arrays of numbers throughout: this is the innermost loop of a search.
 */
final class Windows {
    private final int[] options;
    private final Map<List<SpacePart.Choice>, Integer> offsets = new LinkedHashMap<>();
    private final int size;
    /** For each region: where it begins, and where its digits end in the two arrays below. */
    private final int[] regions;
    private final int[] ends;
    /** For each digit: the decision that it is, and the distance of its options in the region. */
    private final int[] decisions;
    private final int[] steps;

    /** @param options how many options each decision of the space has */
    Windows(List<Integer> options, List<SpacePart> parts) {
        this.options = options.stream().mapToInt(Integer::intValue).toArray();
        int next = 0;
        for (SpacePart part : parts) {
            if (offsets.putIfAbsent(part.window(), next) == null) {
                next += part.variants();
            }
        }
        size = next;
        regions = offsets.values().stream().mapToInt(Integer::intValue).toArray();
        ends = offsets.keySet().stream().mapToInt(List::size).toArray();
        Arrays.parallelPrefix(ends, Integer::sum);
        decisions = offsets.keySet().stream().flatMap(List::stream).mapToInt(SpacePart.Choice::decision).toArray();
        steps = offsets.keySet().stream().flatMapToInt(Windows::steps).toArray();
    }

    private static IntStream steps(List<SpacePart.Choice> window) {
        return IntStream.range(0, window.size())
            .map(digit -> window.stream().skip(digit + 1).mapToInt(SpacePart.Choice::options).reduce(1, (a, b) -> a * b));
    }

    /** How many values a table has. */
    int size() {
        return size;
    }

    /** How many decisions the space has. */
    int decisions() {
        return options.length;
    }

    /** Where the value of a part's variant 0 is. */
    int offset(SpacePart part) {
        return offsets.get(part.window());
    }

    /** The choices of a genotype as numbers. */
    int[] choices(Genotype genotype) {
        List<Integer> choices = genotype.choices();
        int count = choices.size();
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = choices.get(i);
        }
        if (count != options.length) {
            throw new IllegalArgumentException("the space has " + options.length + " decisions, the genotype " + genotype
                + " has " + count);
        }
        networks(numbers);
        return numbers;
    }

    /**
     * How many networks {@code choices} are.
     *
     * @throws IllegalArgumentException if they are not choices of this space
     */
    int networks(int[] choices) {
        if (options.length == 0 ? choices.length > 0 : choices.length % options.length > 0) {
            throw new IllegalArgumentException("the space has " + options.length + " decisions, got " + choices.length + " choices");
        }
        int decision = 0;
        for (int choice : choices) {
            if (choice < 0 || choice >= options[decision]) {
                throw new IllegalArgumentException("decision " + (decision + 1) + " has " + options[decision] + " options, got number "
                    + choice);
            }
            decision = decision + 1 == options.length ? 0 : decision + 1;
        }
        return options.length == 0 ? 1 : choices.length / options.length;
    }

    /** The sum over regions of the value for the network whose choices begin at {@code from}. */
    double sum(double[] values, int[] choices, int from) {
        double sum = 0;
        int digit = 0;
        for (int region = 0; region < regions.length; region++) {
            int index = regions[region];
            for (; digit < ends[region]; digit++) {
                index += choices[from + decisions[digit]] * steps[digit];
            }
            sum += values[index];
        }
        return sum;
    }
}
