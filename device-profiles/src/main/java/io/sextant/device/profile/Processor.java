package io.sextant.device.profile;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A CPU as far as it decides how fast code runs on it; nothing here is measured.
 *
 * @param isa     instruction set extensions that code generation may care for, as Linux names them ({@code avx2}, {@code fma})
 * @param cores   physical cores
 * @param threads hardware threads, at least one per core
 * @param caches  nearest first, one of each name; empty if unknown
 */
public record Processor(ProcessorModel model, SortedSet<String> isa, int cores, int threads, List<Cache> caches) {
    public Processor {
        isa = Collections.unmodifiableSortedSet(new TreeSet<>(isa));
        caches = caches.stream().sorted(Comparator.comparing(Cache::name)).toList();
        for (String extension : isa) {
            if (!extension.matches("[a-z0-9_.-]{1,40}")) {
                throw new IllegalArgumentException("an ISA extension is written like avx512f, got " + extension);
            }
        }
        if (cores < 1 || threads < cores) {
            throw new IllegalArgumentException("a CPU has at least one core and no fewer threads than cores, got " + cores
                + " cores and " + threads + " threads");
        }
        Set<String> names = new HashSet<>();
        for (Cache cache : caches) {
            if (!names.add(cache.name())) {
                throw new IllegalArgumentException("cache " + cache.name() + " is given twice");
            }
        }
    }

    /** The cache of that name, e.g. {@code l1d} or {@code l3}. */
    public Optional<Cache> cache(String name) {
        return caches.stream().filter(cache -> cache.name().equals(name)).findFirst();
    }

    Processor withCaches(List<Cache> known) {
        return new Processor(model, isa, cores, threads, known);
    }
}
