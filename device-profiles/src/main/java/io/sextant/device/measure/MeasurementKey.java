package io.sextant.device.measure;

import io.sextant.device.run.Program;

/**
 * What determines a measurement: two with equal keys may stand for each other.
 *
 * @param programKey     {@link Program#key()}
 * @param implementation {@link io.sextant.device.run.Implementation#id()}
 * @param device         device fingerprint
 * @param threads        threads of the engine
 * @param clock          the clock that decides
 * @param protocol       {@link Effort#protocol()}
 */
public record MeasurementKey(String programKey, String implementation, String device, int threads, Clock clock, String protocol) {
    public static MeasurementKey of(Program program, String device, MeasurePlan plan) {
        return new MeasurementKey(program.key(), program.implementation().id(), device, plan.threads(), plan.clock(),
            plan.effort().protocol());
    }
}
