package io.sextant.search.strategy;

import io.sextant.search.space.Genotype;

/** Tells at once, without a measurement, who cannot meet the limits, so that no proposal is wasted on it. A pure function of the genotype. */
@FunctionalInterface
public interface Screen {
    /** Holds back nobody. */
    Screen NONE = genotype -> 0;

    /** The worst excess over a limit, as a share of its bound; 0 if none is known to be missed, possibly infinite. */
    double violation(Genotype genotype);
}
