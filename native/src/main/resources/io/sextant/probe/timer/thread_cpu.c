/*
 * The clock of thread CPU time: the smallest step seen between two readings, and what a reading costs.
 * Prints "resolution <nanoseconds> <steps seen>" and lines "sample <readings> <nanoseconds>".
 */
enum { SAMPLES = 15, READINGS = 2000 };

static void probe(int count, char **arguments) {
    (void) count;
    (void) arguments;
    u64 smallest = ~0ul;
    u64 steps = 0;
    for (int i = 0; i < SAMPLES; i++) {
        u64 begin = thread_nanoseconds();
        u64 last = begin;
        for (int reading = 0; reading < READINGS; reading++) {
            u64 now = thread_nanoseconds();
            if (now > last) {
                u64 step = now - last;
                steps++;
                smallest = step < smallest ? step : smallest;
            }
            last = now;
        }
        report("sample", READINGS, last - begin);
    }
    report("resolution", smallest, steps);
}
