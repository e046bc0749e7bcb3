package io.sextant.cli.show;

import io.sextant.device.profile.Cache;
import io.sextant.device.profile.DeviceProfile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one core of a device can do at most (Williams, Waterman and Patterson, Roofline, 2009), with a ceiling for each place where data
 * may lie. Bytes lie at best as near as there is room: an inference touches every weight before it comes back to the first, so that no
 * more of all weights than a cache holds can come from it, however well it chooses; the share of each place is that of every layer.
 * Activations are as near as what a layer takes and makes has room. What is written moves as fast as what is read. Kernel calls, padding,
 * packing and everything that is no multiply-accumulate cost nothing here, so that a device is always slower. The peak is that of f32; arithmetic of other
 * types has no ceiling here.
 */
final class Roofline {
    private static final double FLOPS_PER_MAC = 2;
    private static final String MEMORY = "memory";

    private final Optional<Double> peakGigaflops;
    private final List<Store> stores;
    private final List<String> missing = new ArrayList<>();

    /**
     * A place that data lie in.
     *
     * @param bytes that it holds
     * @param rate  in GB/s, which is bytes per ns
     */
    private record Store(String name, long bytes, double rate) {
    }

    private Roofline(Optional<Double> peakGigaflops, List<Store> stores) {
        this.peakGigaflops = peakGigaflops;
        this.stores = stores;
    }

    static Roofline of(DeviceProfile device) {
        var rates = device.ceilings().readGigabytesPerSecond();
        Stream<Store> caches = device.processor().caches().stream().filter(cache -> cache.content() != Cache.Content.INSTRUCTIONS)
            .sorted(Comparator.comparingInt(Cache::level)).filter(cache -> rates.containsKey(cache.name()))
            .map(cache -> new Store(cache.name(), cache.bytes(), rates.get(cache.name())));
        Stream<Store> memory = Optional.ofNullable(rates.get(MEMORY)).stream().map(rate -> new Store(MEMORY, Long.MAX_VALUE, rate));
        Roofline roofline = new Roofline(device.ceilings().bestPeakGigaflops(), Stream.concat(caches, memory).toList());
        roofline.lacks(device.id());
        return roofline;
    }

    private void lacks(String device) {
        if (peakGigaflops.isEmpty()) {
            missing.add("the device " + device + " says no peak (peak_f32): floors are those of memory alone");
        }
        if (stores.isEmpty()) {
            missing.add("the device " + device + " says no bandwidth (read): floors are those of arithmetic alone");
        } else if (!stores.get(stores.size() - 1).name().equals(MEMORY)) {
            missing.add("the device " + device + " says no bandwidth of " + MEMORY + ": what no cache holds is taken to come from "
                + stores.get(stores.size() - 1).name());
        }
    }

    /** A device of which nothing is known. */
    static Roofline unknown(String why) {
        Roofline roofline = new Roofline(Optional.empty(), List.of());
        roofline.missing.add(why);
        return roofline;
    }

    /** What is not known, and what that means. */
    List<String> missing() {
        return List.copyOf(missing);
    }

    boolean isKnown() {
        return peakGigaflops.isPresent() || !stores.isEmpty();
    }

    Optional<Double> peakGigaflops() {
        return peakGigaflops;
    }

    /** The shares of so many bytes that lie in each place at best, from the nearest on; empty if no bandwidth is known. */
    Map<String, Double> shares(long bytes) {
        Map<String, Double> shares = new LinkedHashMap<>();
        long rest = bytes;
        for (Store store : stores) {
            boolean last = store == stores.get(stores.size() - 1);
            long here = last ? rest : Math.min(rest, store.bytes());
            if (here > 0) {
                shares.put(store.name(), (double) here / bytes);
            }
            rest -= here;
        }
        return shares;
    }

    private double nanosPerByte(long together) {
        Map<String, Double> shares = shares(together);
        return stores.stream().mapToDouble(store -> shares.getOrDefault(store.name(), 0.0) / store.rate()).sum();
    }

    /** @param networkBytes all weights of the network */
    Floor floor(Layer layer, long networkBytes) {
        Optional<Double> compute = peakGigaflops.filter(peak -> layer.single()).map(peak -> FLOPS_PER_MAC * layer.macs() / peak);
        Optional<Double> memory = stores.isEmpty() ? Optional.empty() : Optional.of(layer.weightBytes() * nanosPerByte(networkBytes)
            + layer.activationBytes() * nanosPerByte(layer.activationBytes()));
        return new Floor(compute, memory);
    }
}
