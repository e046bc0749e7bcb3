package io.sextant.search.loop;

import io.sextant.search.space.SearchSpace;
import io.sextant.search.strategy.Strategy;
import java.util.List;

/**
 * A search to be run.
 *
 * @param strategy over the same space
 * @param journal  events of an interrupted run of the same job, in the order in which they were told, as far as they were kept: what
 *                 they answer is not measured or trained again. Empty for a search that begins
 */
public record SearchJob(SearchSpace space, Strategy strategy, SearchSettings settings, List<Event> journal) {
    public SearchJob {
        journal = List.copyOf(journal);
    }
}
