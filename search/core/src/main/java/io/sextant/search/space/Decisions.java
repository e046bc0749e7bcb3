package io.sextant.search.space;

import io.sextant.search.space.Decision.Key;
import io.sextant.search.space.Decision.Subject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The decisions of a declaration in their order: resolution, width, then for each stage depth and, block by block, kernel, expansion,
 * squeeze, groups, heads and precision. What has a single option is no decision. A block beyond its stage's depth has no effect.
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
                add(Subject.GROUPS, stage, block, declared.choices().groups().size());
                add(Subject.HEADS, stage, block, declared.choices().heads().size());
                add(Subject.PRECISION, stage, block, declared.choices().precision().size());
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
                blocks.add(new Architecture.Block(declaration.stages().get(stage).body().kind(),
                    options.kernel().get(choice(choices, Subject.KERNEL, stage, block)),
                    options.expansion().get(choice(choices, Subject.EXPANSION, stage, block)),
                    options.squeeze().get(choice(choices, Subject.SQUEEZE, stage, block)),
                    options.groups().get(choice(choices, Subject.GROUPS, stage, block)),
                    options.heads().get(choice(choices, Subject.HEADS, stage, block)),
                    options.precision().get(choice(choices, Subject.PRECISION, stage, block))));
            }
            stages.add(blocks);
        }
        int resolution = choice(choices, Subject.RESOLUTION, -1, -1);
        return new Architecture(declaration.scales().at(resolution, choice(choices, Subject.WIDTH, -1, -1)), stages);
    }

    /** Positions of the decisions that tell what stands at a block's place and what comes in; depth where it may leave the block out. */
    List<Integer> window(int stage, int block) {
        boolean optional = declaration.stages().get(stage).depth().stream().anyMatch(depth -> depth <= block);
        return positions(decision -> {
            boolean own = decision.stage() == stage && decision.block() == block;
            return own || optional && decision.stage() == stage && decision.subject() == Subject.DEPTH
                || comesIn(decision, stage, block);
        });
    }

    /** Positions of the decisions that tell what comes into a place behind all stages. */
    List<Integer> headWindow() {
        return positions(decision -> comesIn(decision, declaration.stages().size(), 0));
    }

    /** Positions of the decisions for the network as a whole. */
    List<Integer> networkWindow() {
        return positions(decision -> decision.stage() < 0);
    }

    private List<Integer> positions(Predicate<Decision> wanted) {
        return IntStream.range(0, list.size()).filter(i -> wanted.test(list.get(i))).boxed().toList();
    }

    /** Whether the type that comes into a block depends on {@code decision}: padding that keeps extents makes a stage's blocks alike. */
    private boolean comesIn(Decision decision, int stage, int block) {
        if (decision.stage() < 0) {
            return true;
        }
        StageDeclaration declared = declaration.stages().get(decision.stage());
        if (tellsPrecision(decision, stage, block)) {
            return true;
        }
        boolean before = decision.stage() < stage
            || decision.stage() == stage && decision.block() >= 0 && decision.block() < block;
        return before && declared.body().padding() == Border.VALID
            && (decision.subject() == Subject.KERNEL || decision.subject() == Subject.DEPTH);
    }

    /** Whether the element type that comes into a block depends on {@code decision}: that of the block before it, whichever this is. */
    private boolean tellsPrecision(Decision decision, int stage, int block) {
        if (block > 0) {
            return decision.key().equals(new Key(Subject.PRECISION, stage, block - 1));
        }
        if (decision.stage() != stage - 1) {
            return false;
        }
        StageDeclaration before = declaration.stages().get(stage - 1);
        return before.choices().precision().size() > 1 && (decision.subject() == Subject.DEPTH
            || decision.subject() == Subject.PRECISION && before.depth().contains(decision.block() + 1));
    }

    /** The value of an option as it is written in the file. */
    String value(Decision decision, int option) {
        if (decision.subject() == Subject.RESOLUTION) {
            return String.valueOf(declaration.scales().resolutions().get(option));
        }
        if (decision.subject() == Subject.WIDTH) {
            return BigDecimal.valueOf(declaration.scales().widths().get(option)).stripTrailingZeros().toPlainString();
        }
        StageDeclaration stage = declaration.stages().get(decision.stage());
        List<?> options = switch (decision.subject()) {
            case DEPTH -> stage.depth();
            case KERNEL -> stage.choices().kernel();
            case EXPANSION -> stage.choices().expansion();
            case SQUEEZE -> stage.choices().squeeze();
            case GROUPS -> stage.choices().groups();
            case HEADS -> stage.choices().heads();
            case PRECISION -> stage.choices().precision().stream().map(SpaceText::name).toList();
            case RESOLUTION, WIDTH -> throw new AssertionError("a choice for the network as a whole");
        };
        return String.valueOf(options.get(option));
    }

    /** Positions of the decisions of a block alone; none for stem and head. */
    List<Integer> own(ChainPlace place) {
        return positions(decision -> place.kind() == ChainPlace.Kind.STAGE && decision.stage() == place.stage()
            && decision.block() == place.block());
    }

    /** {@code choices} with the least depth at which a network has {@code place}. */
    List<Integer> reaching(ChainPlace place, List<Integer> choices) {
        if (place.kind() != ChainPlace.Kind.STAGE) {
            return choices;
        }
        List<Integer> depths = declaration.stages().get(place.stage()).depth();
        int least = depths.stream().filter(depth -> depth > place.block()).min(Integer::compare).orElseThrow();
        List<Integer> changed = new ArrayList<>(choices);
        set(changed, new Key(Subject.DEPTH, place.stage(), -1), depths.indexOf(least));
        return changed;
    }

    /** Gives {@code each} the choices with every combination of options at {@code positions}. */
    void vary(List<Integer> choices, List<Integer> positions, Consumer<List<Integer>> each) {
        if (positions.isEmpty()) {
            each.accept(choices);
            return;
        }
        int position = positions.get(0);
        for (int option = 0; option < list.get(position).options(); option++) {
            List<Integer> changed = new ArrayList<>(choices);
            changed.set(position, option);
            vary(changed, positions.subList(1, positions.size()), each);
        }
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
        return BigInteger.valueOf(stage.choices().combinations()).pow(depth);
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
            for (Subject subject : List.of(Subject.KERNEL, Subject.EXPANSION, Subject.SQUEEZE, Subject.GROUPS, Subject.HEADS,
                Subject.PRECISION)) {
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
