package io.sextant.search.limit;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.quantity.Metric;
import io.sextant.search.port.Estimate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** At least one limit, all of which must hold. */
public record Limits(List<Limit> all) {
    public Limits {
        all = List.copyOf(all);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("there is at least one limit");
        }
    }

    /**
     * A verdict for each limit whose metric is known. Of a network that misses one limit nothing else needs to be known.
     *
     * @throws InvalidInput if a limit speaks of a metric that is not among {@code metrics}, and no other is missed
     */
    public List<Verdict> verdicts(Map<Metric, Estimate> metrics) {
        List<Verdict> verdicts = all.stream().filter(limit -> metrics.containsKey(limit.metric()))
            .map(limit -> limit.verdict(metrics.get(limit.metric()))).toList();
        if (verdicts.size() < all.size() && verdicts.stream().allMatch(Verdict::met)) {
            Limit open = all.stream().filter(limit -> !metrics.containsKey(limit.metric())).findFirst().orElseThrow();
            throw new InvalidInput("limit '" + open + "': " + open.metric().text() + " is not known of networks on this device; known are "
                + metrics.keySet().stream().sorted().map(Metric::text).collect(Collectors.joining(", ")));
        }
        return verdicts;
    }

    /** The verdict that is hardest to meet: the binding limit's. All limits hold if this one does. */
    public Verdict binding(Map<Metric, Estimate> metrics) {
        return verdicts(metrics).stream().max(Comparator.comparingDouble(Verdict::ratio)).orElseThrow();
    }
}
