package io.sextant.ir.rewrite;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.IllTyped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Named rules that are applied until none of them fires, in stages: those of a stage join those before it, once these have nothing left
 * to do. At each node the first rule that fires counts. Every step is checked for types and for operands that are there, and the graph
 * that comes out is verified as a whole. A graph to which nothing applies comes back as the same object.
 */
public record Pipeline(String name, List<List<Rule>> stages) {
    private static final int REWRITES_PER_NODE = 64;
    private static final int FIRST_REWRITES = 1_000;

    public Pipeline {
        stages = stages.stream().map(List::copyOf).toList();
    }

    /** One stage. */
    public static Pipeline of(String name, Rule... rules) {
        return new Pipeline(name, List.of(List.of(rules)));
    }

    /** This pipeline with one more stage. */
    public Pipeline then(String longer, Rule... rules) {
        return new Pipeline(longer, Stream.concat(stages.stream(), Stream.of(Arrays.asList(rules))).toList());
    }

    /** All rules, in their order. */
    public List<Rule> rules() {
        return stages.stream().flatMap(List::stream).toList();
    }

    /**
     * The graph after all rewrites.
     *
     * @throws IllegalStateException if the rules do not come to an end; the message names those that still fire
     * @throws IllTyped if a rule breaks the graph; the message names the rule
     */
    public Rewritten run(Graph graph) {
        return run(graph, FIRST_REWRITES + REWRITES_PER_NODE * graph.nodes().size(), draft -> { });
    }

    /** @param afterEach sees the draft after each rewrite */
    Rewritten run(Graph graph, int budget, Consumer<Draft> afterEach) {
        Run run = new Run(new Draft(graph), budget, afterEach);
        List<Rule> rules = new ArrayList<>();
        for (List<Rule> stage : stages) {
            rules.addAll(stage);
            while (run.sweep(rules) > 0 && run.budget > 0) {
                continue;
            }
        }
        List<String> firing = run.budget == 0 ? run.firing(rules) : List.of();
        if (!firing.isEmpty()) {
            throw new IllegalStateException("pipeline " + name + " is not done with graph " + graph.name() + " after " + budget
                + " rewrites; still firing: " + String.join(", ", firing));
        }
        Graph result = run.draft.graph();
        boolean same = run.fired.isEmpty() && result.constants().size() == graph.constants().size();
        return new Rewritten(same ? graph : result, run.fired);
    }

    private static final class Run {
        private final Draft draft;
        private final Consumer<Draft> afterEach;
        private final Map<String, Integer> fired = new HashMap<>();
        private int budget;

        Run(Draft draft, int budget, Consumer<Draft> afterEach) {
            this.draft = draft;
            this.budget = budget;
            this.afterEach = afterEach;
        }

        /** Looks once at every node, and at those that come in its place; how many rewrites there were. */
        int sweep(List<Rule> rules) {
            int before = budget;
            Deque<Value> open = new ArrayDeque<>(draft.order());
            while (!open.isEmpty() && budget > 0) {
                Optional<Step> step = draft.node(open.pop()).flatMap(node -> step(node, rules));
                if (step.isPresent()) {
                    List<Value> added = step.get().applyTo(draft);
                    for (int i = added.size() - 1; i >= 0; i--) {
                        open.push(added.get(i));
                    }
                    fired.merge(step.get().rule().name(), 1, Integer::sum);
                    budget--;
                    afterEach.accept(draft);
                }
            }
            return before - budget;
        }

        private Optional<Step> step(Node node, List<Rule> rules) {
            for (Rule rule : rules) {
                Optional<Replacement> replacement = rule.at(node, draft);
                if (replacement.isPresent()) {
                    return Optional.of(new Step(rule, node, replacement.get()));
                }
            }
            return Optional.empty();
        }

        List<String> firing(List<Rule> rules) {
            TreeSet<String> names = new TreeSet<>();
            draft.order().forEach(value -> draft.node(value).flatMap(node -> step(node, rules))
                .ifPresent(step -> names.add(step.rule().name())));
            return List.copyOf(names);
        }
    }

    /** A rule that fires. */
    private record Step(Rule rule, Node node, Replacement replacement) {
        List<Value> applyTo(Draft draft) {
            try {
                return draft.replace(node, replacement);
            } catch (IllTyped e) {
                throw new IllTyped("rewrite rule " + rule.name() + " at " + node + ": " + e.getMessage());
            }
        }
    }
}
