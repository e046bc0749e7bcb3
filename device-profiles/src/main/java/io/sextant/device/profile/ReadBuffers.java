package io.sextant.device.profile;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How large a buffer must be so that reading it over and over is served by one level of the memory. */
final class ReadBuffers {
    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;
    /** Half the smallest first-level data cache of any x86-64 CPU in use. */
    private static final long FITS_EVERY_L1 = 16 * KIB;
    private static final long ENOUGH_FOR_L3 = 8 * MIB;
    private static final long LEAST_FOR_MEMORY = 64 * MIB;
    private static final long MOST_FOR_MEMORY = 512 * MIB;

    private ReadBuffers() {
    }

    /**
     * Bytes by level, nearest first. A cache is read at half its size; the last-level cache, of which other jobs take their share,
     * at no more than 8 MiB or four times the cache before it; memory at four times the last cache, at least 64 MiB, at most
     * 512 MiB or twice that cache, and never more than an eighth of what is free. A level whose buffer would be less than twice the
     * cache before it is left out.
     */
    static Map<String, Long> of(Processor processor, long freeBytes) {
        Map<String, Long> buffers = new LinkedHashMap<>();
        long first = size(processor, "l1d").orElse(2 * FITS_EVERY_L1);
        buffers.put("l1d", first / 2);
        long before = first;
        for (String level : new String[] {"l2", "l3"}) {
            Optional<Long> size = size(processor, level);
            if (size.isPresent()) {
                long most = level.equals("l3") ? Math.max(ENOUGH_FOR_L3, 4 * before) : Long.MAX_VALUE;
                long buffer = Math.min(size.get() / 2, most);
                if (buffer >= 2 * before) {
                    buffers.put(level, buffer);
                }
                before = Math.max(before, size.get());
            }
        }
        long most = Math.max(MOST_FOR_MEMORY, 2 * before);
        long memory = Math.min(Math.min(most, Math.max(LEAST_FOR_MEMORY, 4 * before)), freeBytes / 8);
        if (memory >= 2 * before) {
            buffers.put("memory", memory);
        }
        return buffers;
    }

    private static Optional<Long> size(Processor processor, String level) {
        return processor.cache(level).map(Cache::bytes);
    }
}
