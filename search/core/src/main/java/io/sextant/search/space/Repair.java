package io.sextant.search.space;

import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A change of what the file says of a link, after which what comes in fits.
 *
 * @param key what is changed
 */
record Repair(String key, String words) {
    /** All that help when made alone. */
    static List<Repair> of(SpaceDeclaration declaration, Link link, TensorType incoming) {
        Predicate<Link> fits = changed -> fits(declaration, changed, incoming);
        List<Repair> repairs = new ArrayList<>();
        if (link instanceof Link.Stem stem) {
            filter(stem.filter(), filter -> fits.test(new Link.Stem(filter, stem.activation(), stem.precision())), repairs);
        } else if (link instanceof Link.Block block) {
            filter(block.filter(), filter -> fits.test(block.with(filter)), repairs);
            largest(block.chosen().groups(), groups -> fits.test(block.with(block.chosen().withGroups(groups))))
                .ifPresent(groups -> repairs.add(new Repair("groups", "groups of " + groups)));
            largest(block.chosen().heads(), heads -> fits.test(block.with(block.chosen().withHeads(heads))))
                .ifPresent(heads -> repairs.add(new Repair("heads", "at most " + heads + " heads")));
            if (block.residual() == Residual.ALWAYS && fits.test(block.with(Residual.MATCHING))) {
                repairs.add(new Repair("residual", "residual: matching"));
            }
        }
        return repairs;
    }

    private static void filter(Layers.Filter filter, Predicate<Layers.Filter> fits, List<Repair> repairs) {
        if (filter.padding() == Border.VALID && fits.test(filter.with(Border.SAME))) {
            repairs.add(new Repair("padding", "padding: same"));
        }
        if (filter.stride() > 1 && fits.test(filter.withStride(1))) {
            repairs.add(new Repair("stride", "stride: 1"));
        }
        largest(filter.kernel(), kernel -> kernel % 2 == 1 && fits.test(filter.with(kernel)))
            .ifPresent(kernel -> repairs.add(new Repair("kernel", "a kernel of at most " + kernel)));
    }

    /** The largest value below {@code now} that fits. */
    private static Optional<Integer> largest(int now, Predicate<Integer> fits) {
        return IntStream.iterate(now - 1, value -> value >= 1, value -> value - 1).boxed().filter(fits).findFirst();
    }

    private static boolean fits(SpaceDeclaration declaration, Link link, TensorType incoming) {
        try {
            Lowering.typing(declaration, link, incoming);
            return true;
        } catch (IllTyped e) {
            return false;
        }
    }
}
