/**
 * Programs and how they are executed: an {@link io.sextant.device.run.Executor} per backend runs inside a worker process
 * ({@link io.sextant.device.run.WorkerLoop}), and {@link io.sextant.device.run.WorkerProcess} asks it from outside with limits on
 * memory and time. Knows nothing of statistics, of the store, or of any engine.
 */
package io.sextant.device.run;
