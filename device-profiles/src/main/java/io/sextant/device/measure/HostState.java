package io.sextant.device.measure;

/**
 * How the machine was while something was measured on it.
 *
 * @param waitShare   share of the time that the worker was ready to run but waited for a core, 0..1
 * @param stealShare  share of the cores' time that a hypervisor gave to others, 0..1
 * @param slowdown    by what share a fixed amount of work took more CPU time at the end than at the beginning; negative if less
 * @param pace        speed of the machine as a share of its undisturbed speed; thread CPU times are told at full pace
 * @param loadAverage runnable tasks over the last minute, the worker included
 * @param cores       cores of this machine
 */
public record HostState(double waitShare, double stealShare, double slowdown, double pace, double loadAverage, int cores) {
}
