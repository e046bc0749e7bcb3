package io.sextant.cli.compile;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.naming.NearMatch;
import io.sextant.ir.rewrite.Pipeline;
import io.sextant.ir.rewrite.Rewrites;
import io.sextant.ir.rewrite.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rewrite rules by their names. */
final class Passes {
    /** The pipeline that is run if nothing is said. */
    static final String USUAL = Rewrites.INFERENCE.name();

    private static final List<Pipeline> PIPELINES = List.of(Rewrites.STRUCTURE, Rewrites.CANONICAL, Rewrites.QUANTISED,
        Rewrites.INFERENCE);

    private Passes() {
    }

    /**
     * A pipeline of that name, or one of the rules that are named, with commas between them.
     *
     * @throws InvalidInput if there is no such pipeline or rule; a near match is suggested
     */
    static Pipeline named(String text) {
        Optional<Pipeline> known = PIPELINES.stream().filter(pipeline -> pipeline.name().equals(text)).findFirst();
        return known.orElseGet(() -> Pipeline.of("given", Stream.of(text.split(",", -1)).map(name -> rule(name.strip()))
            .toArray(Rule[]::new)));
    }

    private static Rule rule(String name) {
        Map<String, Rule> rules = new TreeMap<>();
        PIPELINES.stream().flatMap(pipeline -> pipeline.rules().stream()).forEach(rule -> rules.put(rule.name(), rule));
        return Optional.ofNullable(rules.get(name)).orElseThrow(() -> {
            List<String> all = new ArrayList<>(PIPELINES.stream().map(Pipeline::name).toList());
            all.addAll(rules.keySet());
            return new InvalidInput("--passes '" + name + "': no such pipeline or rule" + NearMatch.hint(name, all) + "; pipelines are "
                + PIPELINES.stream().map(Pipeline::name).collect(Collectors.joining(", ")) + ", rules are "
                + String.join(", ", rules.keySet()));
        });
    }
}
