package io.sextant.device.run;

import java.nio.file.Path;

/**
 * A compiled network that a runner can measure.
 *
 * @param key      what is computed: the structure hash of its graph, or the content hash of a foreign file
 * @param artifact file that the worker loads
 */
public record Program(String key, Implementation implementation, WorkerCommand worker, Path artifact) {
}
