package io.sextant.ir.check;

import io.sextant.ir.generate.Sample;
import java.util.Iterator;
import java.util.Optional;

/**
 * Makes a failing sample smaller while it fails in the same way: fewer outputs, shorter chains, operators replaced by inputs that hold
 * what they made, simpler numbers (delta debugging, Zeller and Hildebrandt, 2002, over the graph's structure).
 */
public final class Minimiser {
    private static final int MAX_TRIALS = 3000;

    private final Finder finder;
    private int trials;

    /** What a sample fails with, always the same for the same sample; empty if it does not. */
    @FunctionalInterface
    public interface Finder {
        Optional<Finding> find(Sample sample);
    }

    public Minimiser(Finder finder) {
        this.finder = finder;
    }

    /** A smallest sample found that fails like {@code finding}, which {@code sample} does. */
    public Sample minimise(Sample sample, Finding finding) {
        Sample smallest = sample;
        Optional<Sample> smaller = smaller(smallest, finding);
        while (smaller.isPresent()) {
            smallest = smaller.get();
            smaller = smaller(smallest, finding);
        }
        return smallest;
    }

    private Optional<Sample> smaller(Sample sample, Finding finding) {
        Iterator<Sample> candidates = new Reductions(sample).all().iterator();
        while (candidates.hasNext() && trials < MAX_TRIALS) {
            Sample candidate = candidates.next();
            trials++;
            if (finder.find(candidate).filter(finding::isLike).isPresent()) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
