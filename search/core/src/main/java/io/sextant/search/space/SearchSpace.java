package io.sextant.search.space;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.rewrite.FunctionalHash;
import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;

/** A set of networks. Declared as data (YAML). */
public interface SearchSpace {
    /** The arithmetic of networks that have integers. */
    Rounding ROUNDING = Rounding.QDQ;

    String name();

    /** The YAML that declares it, every field written out; reads back as the same space. */
    String declaration();

    /** How many options each decision has, each at least 2, in the order of {@link Genotype#choices()}. */
    List<Integer> options();

    /** How many distinct canonical genotypes there are. */
    BigInteger size();

    /**
     * The canonical genotype number {@code index}; a bijection, so that a small space can be walked to its end.
     *
     * @param index at least 0 and less than {@link #size()}
     */
    Genotype at(BigInteger index);

    /** A genotype drawn uniformly per decision, canonical. */
    Genotype sample(RandomGenerator random);

    /**
     * A canonical genotype that differs from {@code parent} in one effective decision, and in those that it brings into effect.
     *
     * @throws IllegalStateException if the space has a single network
     */
    Genotype mutate(Genotype parent, RandomGenerator random);

    /**
     * Reads {@link Genotype#toString()} back; the result is canonical.
     *
     * @throws io.sextant.ir.InvalidInput if {@code text} is no genotype of this space; the message names the decision
     */
    Genotype parse(String text);

    /** The network; the initial weights are a function of {@code weightSeed}, the structure is not. */
    Graph lower(Genotype genotype, long weightSeed);

    /** What the network's links compute with once it is trained; the network as it is lowered is f32. */
    default ChainPrecision precision(Genotype genotype) {
        return ChainPrecision.REAL;
    }

    /** The network as it runs on the device, with weights of no meaning: {@link #lower} of it, on integers where it has some. */
    default Graph deployed(Genotype genotype) {
        return precision(genotype).nominal(lower(genotype, 0), ROUNDING);
    }

    /**
     * Equal for genotypes whose networks compute the same, whatever their weights: those that differ in names, in the order of nodes, or
     * in parts that are dead or do nothing.
     */
    default String identity(Genotype genotype) {
        return FunctionalHash.structure(deployed(genotype));
    }

    /**
     * The links of the chain that every network is, in order, those that some networks leave out among them. Where a fusion joins no
     * kernel across links (see {@link SpacePart}), the kernels of a network are those of the parts that it has.
     */
    List<SpacePart> parts();

    /** A person's words for a genotype: {@code w0.75 | k5e2 k3e4+se | ...}, stages between bars, a block each word. */
    String describe(Genotype genotype);
}
