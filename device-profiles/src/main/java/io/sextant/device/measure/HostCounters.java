package io.sextant.device.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the kernel counts about the whole machine (Linux, proc(5)).
 *
 * @param stealTicks  time in which a hypervisor ran something else
 * @param totalTicks  all time, over all cores
 * @param loadAverage runnable tasks over the last minute, our own included
 */
record HostCounters(long stealTicks, long totalTicks, double loadAverage) {
    private static final int STEAL_COLUMN = 8;
    /** Guest time, the columns from here on, is counted in the user time already. */
    private static final int GUEST_COLUMN = 9;

    /** @param proc {@code /proc}; what it does not tell counts as zero */
    static HostCounters read(Path proc) {
        long steal = 0;
        long total = 0;
        String[] cpu = firstLine(proc.resolve("stat")).split("\\s+");
        for (int column = 1; column < Math.min(cpu.length, GUEST_COLUMN); column++) {
            long ticks = Long.parseLong(cpu[column]);
            total += ticks;
            steal += column == STEAL_COLUMN ? ticks : 0;
        }
        String load = firstLine(proc.resolve("loadavg")).split(" ")[0];
        return new HostCounters(steal, total, load.isEmpty() ? 0 : Double.parseDouble(load));
    }

    private static String firstLine(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.isEmpty() ? "" : lines.get(0);
        } catch (IOException e) {
            return "";
        }
    }

    /** Share of all cores' time since {@code earlier} that a hypervisor took, 0..1. */
    double stealShareSince(HostCounters earlier) {
        long total = totalTicks - earlier.totalTicks;
        return total <= 0 ? 0 : (double) (stealTicks - earlier.stealTicks) / total;
    }
}
