package io.sextant.search.space;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** A chain of stages of inverted-residual blocks, as declared. */
final class BlockSpace implements SearchSpace {
    private final SpaceDeclaration declaration;
    private final Decisions decisions;
    private final Parts cut;
    private final List<SpacePart> parts;
    /** A search asks once for each trial, and again for all of them when it is resumed. */
    private final Map<Genotype, String> identities = new ConcurrentHashMap<>();

    BlockSpace(SpaceDeclaration declaration) {
        this.declaration = declaration;
        this.decisions = new Decisions(declaration);
        this.cut = new Parts(declaration, decisions);
        this.parts = cut.all();
    }

    @Override
    public String name() {
        return declaration.name();
    }

    @Override
    public String declaration() {
        return SpaceText.of(declaration);
    }

    @Override
    public List<Integer> options() {
        return decisions.list().stream().map(Decision::options).toList();
    }

    @Override
    public BigInteger size() {
        return decisions.size();
    }

    @Override
    public Genotype at(BigInteger index) {
        if (index.signum() < 0 || index.compareTo(size()) >= 0) {
            throw new IndexOutOfBoundsException("a space of " + size() + " networks has none with number " + index);
        }
        return decisions.at(index);
    }

    @Override
    public Genotype sample(RandomGenerator random) {
        return decisions.canonical(decisions.list().stream().map(decision -> random.nextInt(decision.options())).toList());
    }

    @Override
    public Genotype mutate(Genotype parent, RandomGenerator random) {
        List<Integer> effective = IntStream.range(0, decisions.list().size())
            .filter(i -> decisions.effective(decisions.list().get(i), parent.choices())).boxed().toList();
        if (effective.isEmpty()) {
            throw new IllegalStateException("space " + name() + " has a single network, there is nothing to mutate");
        }
        List<Integer> choices = new ArrayList<>(parent.choices());
        for (int i = 0; i < choices.size(); i++) {
            if (!effective.contains(i)) {
                choices.set(i, random.nextInt(decisions.list().get(i).options()));
            }
        }
        int changed = effective.get(random.nextInt(effective.size()));
        int options = decisions.list().get(changed).options();
        choices.set(changed, (parent.choice(changed) + 1 + random.nextInt(options - 1)) % options);
        return decisions.canonical(choices);
    }

    @Override
    public Genotype parse(String text) {
        String[] parts = text.isEmpty() ? new String[0] : text.split("-", -1);
        List<Decision> expected = decisions.list();
        if (parts.length != expected.size()) {
            throw new InvalidInput("genotype '" + text + "': space " + name() + " has " + expected.size() + " decisions, got "
                + parts.length + "; a genotype is written like " + decisions.canonical(Collections.nCopies(expected.size(), 0)));
        }
        List<Integer> choices = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            int last = expected.get(i).options() - 1;
            if (!parts[i].matches("[0-9]{1,3}") || Integer.parseInt(parts[i]) > last) {
                throw new InvalidInput("genotype '" + text + "': decision " + (i + 1) + " (" + expected.get(i) + ") is a number from 0 to "
                    + last + ", got '" + parts[i] + "'");
            }
            choices.add(Integer.parseInt(parts[i]));
        }
        return decisions.canonical(choices);
    }

    @Override
    public Graph lower(Genotype genotype, long weightSeed) {
        return Lowering.network(declaration, decisions.resolve(genotype.choices()), weightSeed);
    }

    @Override
    public ChainPrecision precision(Genotype genotype) {
        return cut.precision(genotype.choices());
    }

    @Override
    public String identity(Genotype genotype) {
        return identities.computeIfAbsent(genotype, SearchSpace.super::identity);
    }

    @Override
    public String describe(Genotype genotype) {
        return decisions.resolve(genotype.choices()).toString();
    }

    @Override
    public List<SpacePart> parts() {
        return parts;
    }
}
