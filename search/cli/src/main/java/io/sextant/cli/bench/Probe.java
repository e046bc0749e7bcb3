package io.sextant.cli.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sextant.codegen.Backend;
import io.sextant.device.measure.MeasurePlan;
import io.sextant.device.store.Entry;
import io.sextant.device.store.Store;
import io.sextant.ir.digest.Sha256;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.quantity.Quantity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which backend is the fastest for networks of a kind, where one has to be chosen before all of them are measured: all backends run some
 * of them once, and what came of it is kept in the store.
 */
final class Probe {
    private static final String KIND = "fastest-backend/1";
    private static final int SAMPLES = 4;
    private static final long SEED = 1;
    /** Whoever takes longer by this factor on the average is not measured on each network. */
    private static final double HOPELESS = 1.1;

    private final Race race;
    private final List<Backend> rivals;
    private final String device;
    private final Store store;

    /** @param device fingerprint of this machine */
    Probe(Race race, List<Backend> rivals, String device, Store store) {
        this.race = race;
        this.rivals = rivals;
        this.device = device;
        this.store = store;
    }

    /**
     * Geometric means over the samples, by the names of the backends that run all of them, the fastest first.
     *
     * @param date when it was measured
     */
    record Verdict(Map<String, Double> nanos, int samples, String date) {
        /** Empty if no backend runs all samples. */
        Optional<Backend> fastest(List<Backend> rivals) {
            return nanos.keySet().stream().findFirst().flatMap(name -> rivals.stream().filter(rival -> rival.name().equals(name)).findFirst());
        }

        /** Those that may be the fastest of a network; all if nothing is known. */
        List<Backend> contenders(List<Backend> rivals) {
            double bound = HOPELESS * nanos.values().stream().findFirst().orElse(Double.POSITIVE_INFINITY);
            return nanos.isEmpty() ? rivals
                : rivals.stream().filter(rival -> nanos.getOrDefault(rival.name(), Double.POSITIVE_INFINITY) <= bound).toList();
        }

        String words() {
            return nanos.isEmpty() ? "no backend runs all of " + samples + " samples"
                : "geometric means over " + samples + " samples, measured on " + date + ": " + nanos.entrySet().stream()
                    .map(entry -> entry.getKey() + " " + Quantity.time(entry.getValue())).collect(Collectors.joining(", "));
        }
    }

    /** @param fresh whether to forget what is known */
    Verdict of(LutSubject subject, boolean fresh) {
        List<Graph> samples = subject.networks(SAMPLES, SEED);
        String address = Sha256.of(device + "\n" + rivals.stream().map(rival -> rival.implementation().id())
            .collect(Collectors.joining("\n")) + "\n" + samples.stream().map(GraphHash::structure).collect(Collectors.joining("\n")));
        Optional<Verdict> known = fresh ? Optional.empty() : store.find(KIND, address).map(json -> {
            Map<String, Double> nanos = new LinkedHashMap<>();
            json.path("nanos").properties().forEach(field -> nanos.put(field.getKey(), field.getValue().asDouble()));
            return verdict(nanos, samples.size(), json.path("date").asText());
        });
        return known.orElseGet(() -> measured(subject, samples, address));
    }

    private Verdict measured(LutSubject subject, List<Graph> samples, String address) {
        Map<String, Double> nanos = race.geometricMeans(samples, MeasurePlan.screening(1, SEED));
        Verdict verdict = verdict(nanos, samples.size(), Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("subject", subject.name()).put("device", device)
            .put("date", verdict.date());
        ObjectNode means = json.putObject("nanos");
        verdict.nanos().forEach(means::put);
        store.putAll(List.of(new Entry(KIND, address, json)));
        return verdict;
    }

    private static Verdict verdict(Map<String, Double> nanos, int samples, String date) {
        Map<String, Double> sorted = new LinkedHashMap<>();
        nanos.entrySet().stream().sorted(Comparator.comparingDouble(Map.Entry::getValue))
            .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return new Verdict(sorted, samples, date);
    }
}
