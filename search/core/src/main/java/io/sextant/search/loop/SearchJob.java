package io.sextant.search.loop;

import io.sextant.search.space.SearchSpace;
import io.sextant.search.strategy.Strategy;
import java.util.List;

/**
 * A search to be run.
 *
 * @param strategy over the same space
 * @param journal  records of an interrupted run of the same job, in the order in which they were told; what they hold is not costed
 *                 or trained again. Of several records of a trial the last one counts
 */
public record SearchJob(SearchSpace space, Strategy strategy, SearchSettings settings, List<Trial> journal) {
    public SearchJob {
        journal = List.copyOf(journal);
    }
}
