/*
 * Read bandwidth of one core: passes over a buffer of <bytes> (the only argument), each word loaded once per pass into the widest
 * registers (BYTES) and folded into independent chains. Prints lines "sample <bytes> <nanoseconds>".
 */
typedef u64 vector __attribute__((vector_size(BYTES)));

enum { CHAINS = 8, BLOCK = CHAINS * BYTES, LEAST_SAMPLES = 7, SAMPLE_NANOSECONDS = 2000000, TOTAL_NANOSECONDS = 100000000 };

static u64 sample(const u8 *buffer, u64 bytes, u64 passes) {
    vector x[CHAINS] = {};
    u64 begin = thread_nanoseconds();
#pragma clang loop unroll(disable)
    for (u64 pass = 0; pass < passes; pass++) {
        __asm__ volatile("" : : "r"(buffer) : "memory");
#pragma clang loop unroll_count(4)
        for (u64 at = 0; at < bytes; at += BLOCK) {
#pragma clang loop unroll(full)
            for (int i = 0; i < CHAINS; i++) {
                x[i] ^= *(const vector *) (buffer + at + (u64) i * BYTES);
            }
        }
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < CHAINS; i++) {
        __asm__ volatile("" : : "v"(x[i]));
    }
    return thread_nanoseconds() - begin;
}

static void probe(int count, char **arguments) {
    if (count != 1) {
        finish(22);
    }
    u64 bytes = number(arguments[0]) / (4 * BLOCK) * (4 * BLOCK);
    if (bytes == 0) {
        finish(22);
    }
    u8 *buffer = memory(bytes);
    for (u64 at = 0; at < bytes; at += 64) {
        buffer[at] = (u8) at;
    }
    u64 passes = 1;
    while (sample(buffer, bytes, passes) < SAMPLE_NANOSECONDS) {
        passes *= 2;
    }
    u64 total = 0;
    for (int i = 0; i < LEAST_SAMPLES || total < TOTAL_NANOSECONDS; i++) {
        u64 took = sample(buffer, bytes, passes);
        total += took;
        report("sample", bytes * passes, took);
    }
}
