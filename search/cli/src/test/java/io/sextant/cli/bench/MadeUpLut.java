package io.sextant.cli.bench;

import io.sextant.device.measure.Clock;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.Kernel;
import io.sextant.latency.Correction;
import io.sextant.latency.Lut;
import io.sextant.latency.LutPredictor;
import io.sextant.latency.LutRow;
import io.sextant.latency.Provenance;
import io.sextant.latency.Target;
import io.sextant.search.cost.SpaceKernels;
import io.sextant.search.space.SearchSpace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A LUT of every kernel of a space, with times that are made up and all differ. */
final class MadeUpLut {
    static final Target TARGET = new Target("i/1/o", "d", 1, Clock.THREAD_CPU);
    static final Correction CORRECTION = new Correction(TARGET, 4_321, 1.07, 16, 0.03, Instant.EPOCH);

    private MadeUpLut() {
    }

    static double nanos(Kernel kernel) {
        return 1_000 + (kernel.text().hashCode() >>> 1) / 1e4;
    }

    static List<LutRow> rows(SearchSpace space, Fusion fusion) {
        return SpaceKernels.of(space, fusion).keySet().stream().map(kernel -> new LutRow(TARGET.key(kernel), kernel.text(),
            Provenance.ESTIMATED, 0, OptionalDouble.of(nanos(kernel)), Optional.empty(), "made up", Instant.EPOCH)).toList();
    }

    static LutPredictor predictor(List<LutRow> rows, Correction... corrections) {
        return LutPredictor.of(new Lut("d", List.of(corrections), rows), "made-up.csv", TARGET);
    }
}
