package io.sextant.cli.report.data;

import java.util.Optional;

/**
 * What the numbers of a run rest on, beside its trials.
 *
 * @param layers    of the winner; empty if it was not profiled
 * @param arena     of the winner; empty without one
 * @param costModel empty if every candidate was measured itself
 */
public record Evidence(Optional<Layers> layers, Optional<Arena> arena, Optional<CostModel> costModel) {
    public static final Evidence NONE = new Evidence(Optional.empty(), Optional.empty(), Optional.empty());
}
