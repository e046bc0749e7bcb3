package io.sextant.tests.figures;

import io.sextant.device.run.Program;
import io.sextant.ir.graph.Graph;
import io.sextant.tests.benchmark.InvertedResiduals;
import io.sextant.tests.peer.Block;
import io.sextant.tests.peer.Contest;
import io.sextant.tests.peer.DnnlEngine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Parts of inverted residual blocks against primitives of oneDNN with post-operations, in the better of two layouts. */
final class CpuBlocks {
    private static final double GOAL = 1.1;
    private static final double MOST_ERROR = 1e-3;

    private final CpuBench bench;
    private final int rounds;

    CpuBlocks(CpuBench bench, int rounds) {
        this.bench = bench;
        this.rounds = rounds;
    }

    /** The same part for ours and for oneDNN. */
    private record Part(String name, Graph graph, Block block) {
        static Part pair(int channels, int expanded, int extent) {
            return new Part("pointwise pair " + channels + "/" + expanded + " @" + extent,
                InvertedResiduals.pointwisePair(channels, expanded, extent), Block.pointwisePair(channels, expanded, extent));
        }

        static Part depthwise(int channels, int extent) {
            return new Part("depthwise " + channels + " @" + extent, InvertedResiduals.depthwise(channels, extent),
                Block.depthwise(channels, extent));
        }
    }

    /** All of them, or one. */
    List<CpuRace> races(boolean one) throws IOException {
        List<Part> parts = one ? List.of(Part.depthwise(960, 7)) : List.of(Part.pair(24, 144, 56), Part.depthwise(144, 56),
            Part.pair(64, 384, 14), Part.depthwise(384, 14), Part.pair(160, 960, 7), Part.depthwise(960, 7));
        List<CpuRace> races = new ArrayList<>();
        for (Part part : parts) {
            CpuRace race = race(part);
            Note.result(race.text());
            races.add(race);
        }
        return races;
    }

    private CpuRace race(Part part) throws IOException {
        String name = part.name() + " (peer: oneDNN)";
        Program ours = bench.tuned().compile(part.graph(), bench.folder().resolve("blocks"));
        double error = bench.error(part.graph(), bench.run(part.graph(), ours));
        if (!(error <= MOST_ERROR)) {
            return CpuRace.failed(name, GOAL, String.format(Locale.ROOT, "wrong by %.1e", error));
        }
        Map<String, Program> programs = new LinkedHashMap<>();
        programs.put(CpuBench.OURS, ours);
        programs.put(CpuBench.UNTUNED, bench.ours().compile(part.graph(), bench.folder().resolve("blocks")));
        for (DnnlEngine.Activations layout : DnnlEngine.Activations.values()) {
            programs.put(DnnlEngine.NAME + " " + layout.name().toLowerCase(Locale.ROOT),
                DnnlEngine.compile(part.block(), layout, bench.folder()));
        }
        List<Contest.Time> taken = Contest.of(List.copyOf(programs.values()), rounds);
        Map<String, Contest.Time> times = new LinkedHashMap<>();
        programs.keySet().forEach(engine -> times.put(engine, taken.get(times.size())));
        return new CpuRace(name, GOAL, "", times);
    }
}
