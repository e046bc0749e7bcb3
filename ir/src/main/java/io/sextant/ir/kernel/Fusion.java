package io.sextant.ir.kernel;

import io.sextant.ir.InvalidInput;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a backend declares to fuse, as data. Chains of an operator and what may follow it in the same kernel, in this order, each at most
 * once. Written {@code convolution > batch_norm > binary(add) > unary(relu, relu6)}. Where several chains fit, the one that takes most
 * nodes is meant, among equals the first. And regions by their names, e.g. {@code squeeze_excite} or
 * {@code inverted_residual(spills 1 MiB)}, which are taken before any chain, in this order.
 *
 * <p>A follower joins a kernel only if it is the one use of what the kernel makes so far, which is no graph output. It takes that value
 * as its first operand; an element-wise binary takes it as either, keeps its type, and takes as other operand a constant or an
 * activation of the same type (a residual).
 */
public record Fusion(List<RegionRule> regions, List<Chain> chains) {
    /** Every operator a kernel of its own. */
    public static final Fusion NONE = new Fusion(List.of(), List.of());

    /** An operator, and what may follow it. */
    public record Chain(Step first, List<Step> followers) {
        public Chain {
            followers = List.copyOf(followers);
        }

        @Override
        public String toString() {
            return followers.stream().map(step -> " > " + step).collect(Collectors.joining("", first.toString(), ""));
        }
    }

    public Fusion {
        regions = List.copyOf(regions);
        chains = List.copyOf(chains);
    }

    /**
     * Reads one region or chain from each text.
     *
     * @throws InvalidInput if one names a region, operator or kind that does not exist
     */
    public static Fusion parse(String... texts) {
        List<RegionRule> regions = Arrays.stream(texts).flatMap(text -> RegionRule.parse(text).stream()).toList();
        return new Fusion(regions, Arrays.stream(texts).filter(text -> RegionRule.parse(text).isEmpty()).map(Fusion::chain).toList());
    }

    private static Chain chain(String text) {
        List<Step> steps = Arrays.stream(text.split(">", -1)).map(Step::parse).toList();
        return new Chain(steps.get(0), steps.subList(1, steps.size()));
    }

    @Override
    public String toString() {
        return Stream.concat(regions.stream().map(RegionRule::toString), chains.stream().map(Chain::toString)).collect(Collectors.joining("; "));
    }
}
