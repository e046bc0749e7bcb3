package io.sextant.ir.kernel;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.quantity.Unit;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A region that a backend computes as one kernel, and from which size on. Written {@code squeeze_excite}, or
 * {@code inverted_residual(spills 1 MiB)} if the expanded tensor has at least so many bytes: such a kernel saves the way of that tensor to
 * a farther cache and back, and is worth nothing where the tensor stays in a near one.
 *
 * @param spills the least bytes of the expanded tensor; 0 if the size is all the same
 */
public record RegionRule(Region region, long spills) {
    private static final Pattern FORM = Pattern.compile("([a-z_]+)(?:\\(spills (\\d{1,9}) (\\w+)\\))?");

    /** @throws InvalidInput if there is a bound for a region that expands nothing */
    public RegionRule {
        if (spills < 0 || spills > 0 && !region.expands()) {
            throw new InvalidInput("region " + region.text() + " has no expanded tensor that could spill " + spills + " bytes");
        }
    }

    /** Whatever the size. */
    static RegionRule of(Region region) {
        return new RegionRule(region, 0);
    }

    /**
     * Reads {@code attention} or {@code inverted_residual(spills 512 KiB)}; empty if it names no region.
     *
     * @throws InvalidInput if it names one with a bound that is none
     */
    static Optional<RegionRule> parse(String text) {
        String name = text.strip().replaceFirst("\\(.*", "");
        return Region.parse(name).map(region -> {
            Matcher matcher = FORM.matcher(text.strip());
            OptionalLong bytes = matcher.matches() ? bytes(matcher) : OptionalLong.empty();
            return new RegionRule(region, bytes.orElseThrow(() -> new InvalidInput("region '" + text.strip()
                + "': expected its name, or a bound of its expanded tensor as in inverted_residual(spills 1 MiB)")));
        });
    }

    private static OptionalLong bytes(Matcher matcher) {
        if (matcher.group(2) == null) {
            return OptionalLong.of(0);
        }
        Optional<Unit> unit = Unit.parse(matcher.group(3)).filter(known -> known.dimension() == Unit.Dimension.MEMORY);
        return unit.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(matcher.group(2)) * (long) unit.get().base());
    }

    @Override
    public String toString() {
        if (spills == 0) {
            return region.text();
        }
        Unit unit = Stream.of(Unit.MEBIBYTE, Unit.KIBIBYTE, Unit.BYTE).filter(known -> spills % (long) known.base() == 0)
            .max(Comparator.comparingDouble(Unit::base)).orElseThrow();
        return region.text() + "(spills " + spills / (long) unit.base() + " " + unit.symbol() + ")";
    }
}
