/*
 * Peak f32 arithmetic of one core: CHAINS independent chains on vector registers of BYTES, more of them than latency times throughput
 * asks for and few enough to stay in registers. With FUSED each step is x <- x * a + b (two operations per lane), else every second
 * chain multiplies and the others add (one operation per lane). Prints lines "sample <operations> <nanoseconds>".
 */
typedef float vector __attribute__((vector_size(BYTES)));

enum { LANES = BYTES / 4, WARM_UP_NANOSECONDS = 60000000, SAMPLE_NANOSECONDS = 2000000, TOTAL_NANOSECONDS = 120000000 };

static volatile float factor = 1.0f;
static volatile float summand = 0.001f;
static u64 sample(u64 rounds) {
    vector a = factor - (vector) {};
    vector b = summand - (vector) {};
    vector x[CHAINS];
#pragma clang loop unroll(full)
    for (int i = 0; i < CHAINS; i++) {
        x[i] = a + (float) i;
    }
    u64 begin = thread_nanoseconds();
#pragma clang loop unroll(disable)
    for (u64 round = 0; round < rounds; round++) {
#pragma clang loop unroll(full)
        for (int i = 0; i < CHAINS; i++) {
#if FUSED
            x[i] = x[i] * a + b;
#else
            x[i] = i % 2 == 0 ? x[i] * a : x[i] + b;
#endif
        }
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < CHAINS; i++) {
        __asm__ volatile("" : : "v"(x[i]));
    }
    return thread_nanoseconds() - begin;
}

static void probe(int count, char **arguments) {
    (void) count;
    (void) arguments;
    u64 rounds = 100000;
    u64 spent = 0;
    while (spent < WARM_UP_NANOSECONDS) {
        u64 took = sample(rounds);
        spent += took;
        if (took < SAMPLE_NANOSECONDS) {
            rounds *= 2;
        }
    }
    for (u64 total = 0; total < TOTAL_NANOSECONDS;) {
        u64 took = sample(rounds);
        total += took;
        report("sample", rounds * CHAINS * LANES * (FUSED ? 2 : 1), took);
    }
}
