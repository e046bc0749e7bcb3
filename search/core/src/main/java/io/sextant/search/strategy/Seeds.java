package io.sextant.search.strategy;

/** Seeds that are independent of each other, from one seed and what they are for. */
public final class Seeds {
    private Seeds() {
    }

    /** A function of {@code seed} and {@code path} (the finaliser of SplitMix64 after each step; Steele et al., 2014). */
    public static long derive(long seed, long... path) {
        long state = mix(seed + 0x9e3779b97f4a7c15L);
        for (long step : path) {
            state = mix(state + 0x9e3779b97f4a7c15L + mix(step + 0x9e3779b97f4a7c15L));
        }
        return state;
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
