package io.sextant.device.run;

/**
 * How a network or kernel is done; part of the key of every measurement.
 *
 * @param backend name of the backend, e.g. {@code onnxruntime}
 * @param version version of the engine or generator
 * @param options everything else that changes the time: ISA, layout, schedule, toolchain, flags
 */
public record Implementation(String backend, String version, String options) {
    /** One word for keys and LUT rows: {@code onnxruntime/1.29.0/opt=all}. */
    public String id() {
        return backend + "/" + version + "/" + options;
    }
}
