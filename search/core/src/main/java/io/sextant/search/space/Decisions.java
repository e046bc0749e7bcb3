package io.sextant.search.space;

import io.sextant.search.space.Decision.Key;
import io.sextant.search.space.Decision.Subject;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The decisions of a declaration in their order: resolution, width, then for each stage depth and, block by block, kernel, expansion and
 * squeeze. What has a single option is no decision. A block beyond its stage's depth has no effect.
 */
final class Decisions {
    private final SpaceDeclaration declaration;
    private final List<Decision> list = new ArrayList<>();
    private final Map<Key, Integer> index = new HashMap<>();

    Decisions(SpaceDeclaration declaration) {
        this.declaration = declaration;
        add(Subject.RESOLUTION, -1, -1, declaration.scales().resolutions().size());
        add(Subject.WIDTH, -1, -1, declaration.scales().widths().size());
        for (int stage = 0; stage < declaration.stages().size(); stage++) {
            StageDeclaration declared = declaration.stages().get(stage);
            add(Subject.DEPTH, stage, -1, declared.depth().size());
            for (int block = 0; block < declared.maxDepth(); block++) {
                add(Subject.KERNEL, stage, block, declared.choices().kernel().size());
                add(Subject.EXPANSION, stage, block, declared.choices().expansion().size());
                add(Subject.SQUEEZE, stage, block, declared.choices().squeeze().size());
            }
        }
    }

    private void add(Subject subject, int stage, int block, int options) {
        if (options > 1) {
            Decision decision = new Decision(subject, stage, block, options);
            index.put(decision.key(), list.size());
            list.add(decision);
        }
    }

    List<Decision> list() {
        return list;
    }

    int depth(List<Integer> choices, int stage) {
        return declaration.stages().get(stage).depth().get(choice(choices, Subject.DEPTH, stage, -1));
    }

    boolean effective(Decision decision, List<Integer> choices) {
        return decision.block() < 0 || decision.block() < depth(choices, decision.stage());
    }

    Genotype canonical(List<Integer> choices) {
        List<Integer> canonical = new ArrayList<>(choices);
        for (int i = 0; i < list.size(); i++) {
            if (!effective(list.get(i), choices)) {
                canonical.set(i, 0);
            }
        }
        return new Genotype(canonical);
    }

    Architecture resolve(List<Integer> choices) {
        List<List<Architecture.Block>> stages = new ArrayList<>();
        for (int stage = 0; stage < declaration.stages().size(); stage++) {
            StageDeclaration.BlockChoices options = declaration.stages().get(stage).choices();
            List<Architecture.Block> blocks = new ArrayList<>();
            for (int block = 0; block < depth(choices, stage); block++) {
                blocks.add(new Architecture.Block(options.kernel().get(choice(choices, Subject.KERNEL, stage, block)),
                    options.expansion().get(choice(choices, Subject.EXPANSION, stage, block)),
                    options.squeeze().get(choice(choices, Subject.SQUEEZE, stage, block))));
            }
            stages.add(blocks);
        }
        int resolution = choice(choices, Subject.RESOLUTION, -1, -1);
        return new Architecture(declaration.scales().at(resolution, choice(choices, Subject.WIDTH, -1, -1)), stages);
    }

    /** Positions of the decisions that tell what stands at a block's place; depth is among them where it may leave the block out. */
    List<Integer> window(int stage, int block) {
        boolean optional = declaration.stages().get(stage).depth().stream().anyMatch(depth -> depth <= block);
        return IntStream.range(0, list.size()).filter(i -> {
            Decision decision = list.get(i);
            boolean own = decision.stage() == stage && decision.block() == block;
            return decision.stage() < 0 || own || optional && decision.stage() == stage && decision.subject() == Subject.DEPTH;
        }).boxed().toList();
    }

    /** Positions of the decisions for the network as a whole. */
    List<Integer> networkWindow() {
        return IntStream.range(0, list.size()).filter(i -> list.get(i).stage() < 0).boxed().toList();
    }

    private int choice(List<Integer> choices, Subject subject, int stage, int block) {
        Integer position = index.get(new Key(subject, stage, block));
        return position == null ? 0 : choices.get(position);
    }

    BigInteger size() {
        SpaceDeclaration.Scales scales = declaration.scales();
        BigInteger size = BigInteger.valueOf((long) Math.max(1, scales.resolutions().size()) * scales.widths().size());
        for (StageDeclaration stage : declaration.stages()) {
            size = size.multiply(stage.depth().stream().map(depth -> networks(stage, depth)).reduce(BigInteger.ZERO, BigInteger::add));
        }
        return size;
    }

    private static BigInteger networks(StageDeclaration stage, int depth) {
        StageDeclaration.BlockChoices choices = stage.choices();
        long block = (long) choices.kernel().size() * choices.expansion().size() * choices.squeeze().size();
        return BigInteger.valueOf(block).pow(depth);
    }

    /** Mixed-radix digits of {@code number}; a stage's digit is split by depth first. */
    Genotype at(BigInteger number) {
        List<Integer> choices = new ArrayList<>(Collections.nCopies(list.size(), 0));
        BigInteger rest = digit(choices, new Key(Subject.RESOLUTION, -1, -1), number);
        rest = digit(choices, new Key(Subject.WIDTH, -1, -1), rest);
        for (int stage = 0; stage < declaration.stages().size(); stage++) {
            StageDeclaration declared = declaration.stages().get(stage);
            BigInteger networks = declared.depth().stream().map(depth -> networks(declared, depth)).reduce(BigInteger.ZERO, BigInteger::add);
            BigInteger[] parts = rest.divideAndRemainder(networks);
            stage(choices, stage, parts[1]);
            rest = parts[0];
        }
        return new Genotype(choices);
    }

    private void stage(List<Integer> choices, int stage, BigInteger number) {
        StageDeclaration declared = declaration.stages().get(stage);
        BigInteger rest = number;
        int option = 0;
        while (rest.compareTo(networks(declared, declared.depth().get(option))) >= 0) {
            rest = rest.subtract(networks(declared, declared.depth().get(option)));
            option++;
        }
        set(choices, new Key(Subject.DEPTH, stage, -1), option);
        for (int block = 0; block < declared.depth().get(option); block++) {
            for (Subject subject : List.of(Subject.KERNEL, Subject.EXPANSION, Subject.SQUEEZE)) {
                rest = digit(choices, new Key(subject, stage, block), rest);
            }
        }
    }

    private BigInteger digit(List<Integer> choices, Key key, BigInteger number) {
        Integer position = index.get(key);
        if (position == null) {
            return number;
        }
        BigInteger[] parts = number.divideAndRemainder(BigInteger.valueOf(list.get(position).options()));
        choices.set(position, parts[1].intValue());
        return parts[0];
    }

    private void set(List<Integer> choices, Key key, int option) {
        Integer position = index.get(key);
        if (position != null) {
            choices.set(position, option);
        }
    }
}
