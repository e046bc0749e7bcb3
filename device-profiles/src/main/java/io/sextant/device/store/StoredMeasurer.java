package io.sextant.device.store;

import io.sextant.device.measure.MeasureOutcome;
import io.sextant.device.measure.MeasurePlan;
import io.sextant.device.measure.Measurement;
import io.sextant.device.measure.MeasurementKey;
import io.sextant.device.measure.Measurer;
import io.sextant.device.measure.ProcessMeasurer;
import io.sextant.device.run.Program;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks the store first, has only what is missing measured, and stores each batch as it comes, so that whatever ends the program costs
 * one batch. Failures are not stored: what failed is tried again next time.
 */
public final class StoredMeasurer implements Measurer {
    private final Measurer measurer;
    private final MeasurementStore store;
    private final String device;
    private final boolean fresh;
    private final Set<MeasurementKey> measuredHere = new HashSet<>();

    /**
     * @param device fingerprint of the device of {@code measurer}
     * @param fresh  measure anew, once, what the store has, and store that in its place
     */
    public StoredMeasurer(Measurer measurer, MeasurementStore store, String device, boolean fresh) {
        this.measurer = measurer;
        this.store = store;
        this.device = device;
        this.fresh = fresh;
    }

    /** Programs with equal keys are measured once. */
    @Override
    public List<MeasureOutcome> measure(List<Program> programs, MeasurePlan plan, Runnable progress) {
        Map<MeasurementKey, MeasureOutcome> outcomes = new LinkedHashMap<>();
        Map<MeasurementKey, Program> missing = new LinkedHashMap<>();
        int known = 0;
        for (Program program : programs) {
            MeasurementKey key = MeasurementKey.of(program, device, plan);
            Optional<Measurement> stored = missing.containsKey(key) ? Optional.empty() : stored(key);
            stored.ifPresent(measurement -> outcomes.put(key, new MeasureOutcome.Measured(measurement, true)));
            boolean open = stored.isEmpty() && missing.putIfAbsent(key, program) == null;
            known += open ? 0 : 1;
        }
        for (int i = 0; i < known; i++) {
            progress.run();
        }
        measureMissing(missing, plan, progress, outcomes);
        return programs.stream().map(program -> outcomes.get(MeasurementKey.of(program, device, plan))).toList();
    }

    private Optional<Measurement> stored(MeasurementKey key) {
        return fresh && !measuredHere.contains(key) ? Optional.empty() : store.find(key);
    }

    private void measureMissing(Map<MeasurementKey, Program> missing, MeasurePlan plan, Runnable progress,
        Map<MeasurementKey, MeasureOutcome> outcomes) {
        List<MeasurementKey> keys = new ArrayList<>(missing.keySet());
        for (int begin = 0; begin < keys.size(); begin += ProcessMeasurer.BATCH) {
            List<MeasurementKey> batch = keys.subList(begin, Math.min(keys.size(), begin + ProcessMeasurer.BATCH));
            List<MeasureOutcome> measured = measurer.measure(batch.stream().map(missing::get).toList(), plan, progress);
            List<Measurement> toStore = new ArrayList<>();
            for (int i = 0; i < batch.size(); i++) {
                outcomes.put(batch.get(i), measured.get(i));
                if (measured.get(i) instanceof MeasureOutcome.Measured ok) {
                    toStore.add(ok.measurement());
                }
            }
            store.putAll(toStore);
            toStore.forEach(measurement -> measuredHere.add(measurement.key()));
        }
    }
}
