/*
 * An example: runs the network on a file, prints what comes out and how long it takes. On Linux, in this folder:
 *
 *   cc -O2 main.c libnetwork.so -Wl,-rpath,'$ORIGIN' -lm -o main
 *   ./main INPUTS OUTPUTS [INFERENCES]
 *
 * INPUTS holds all inputs one after the other, f32 as this machine has them; OUTPUTS is written likewise.
 */
#define _GNU_SOURCE
#include "network.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#define HUGE_PAGE (2ul << 20)
#define MOST_INFERENCES 100000000

static _Noreturn void fail(const char *what) {
    perror(what);
    exit(1);
}

/*
 * Memory of zeros, what is large in huge pages as far as the kernel gives some: weights are read once in each inference, from small pages
 * that takes longer. A last page that would be mostly unused is left to small ones.
 */
static float *memory(size_t bytes) {
    size_t pages = (bytes + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
    size_t huge = pages - bytes <= bytes / 16 ? pages : bytes / HUGE_PAGE * HUGE_PAGE;
    char *reserved = mmap(0, pages + HUGE_PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (reserved == MAP_FAILED) {
        fail("memory");
    }
    char *begin = reserved + (HUGE_PAGE - (size_t) reserved % HUGE_PAGE) % HUGE_PAGE;
#ifdef MADV_HUGEPAGE
    if (huge > 0) {
        madvise(begin, huge, MADV_HUGEPAGE); /* where it is refused, small pages do */
    }
#endif
    return (float *) begin;
}

/* Reads a file that holds exactly these bytes. */
static void read_file(const char *path, void *to, size_t bytes) {
    FILE *file = fopen(path, "rb");
    if (!file) {
        fail(path);
    }
    char beyond;
    if (fread(to, 1, bytes, file) != bytes || fread(&beyond, 1, 1, file) != 0) {
        fprintf(stderr, "%s: expected exactly %zu bytes\n", path, bytes);
        exit(1);
    }
    fclose(file);
}

#ifdef NETWORK_WEIGHTS_CHECKSUM
static const float *read_weights(const char *path) {
    float *weights = memory(NETWORK_WEIGHTS_BYTES);
    read_file(path, weights, NETWORK_WEIGHTS_BYTES);
    unsigned table[256];
    for (unsigned i = 0; i < 256; i++) {
        table[i] = i;
        for (int bit = 0; bit < 8; bit++) {
            table[i] = table[i] >> 1 ^ (table[i] & 1 ? 0xedb88320u : 0);
        }
    }
    unsigned sum = ~0u;
    for (size_t i = 0; i < NETWORK_WEIGHTS_BYTES; i++) {
        sum = sum >> 8 ^ table[(sum ^ ((unsigned char *) weights)[i]) & 255];
    }
    if (~sum != NETWORK_WEIGHTS_CHECKSUM) {
        fprintf(stderr, "%s: not the weights of this network\n", path);
        exit(1);
    }
    return weights;
}
#endif

static double seconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return time.tv_sec + time.tv_nsec * 1e-9;
}

static int ascending(const void *a, const void *b) {
    double difference = *(const double *) a - *(const double *) b;
    return (difference > 0) - (difference < 0);
}

static void show_results(const float *arena) {
    for (int i = 0; i < NETWORK_OUTPUTS; i++) {
        const float *values = arena + network_outputs[i].offset / 4;
        size_t largest = 0;
        for (size_t k = 1; k < network_outputs[i].floats; k++) {
            largest = values[k] > values[largest] ? k : largest;
        }
        printf("%s:", network_outputs[i].name);
        for (size_t k = 0; k < network_outputs[i].floats && k < 8; k++) {
            printf(" %g", values[k]);
        }
        printf(" ... (%lu numbers, the largest is %g at %zu)\n", network_outputs[i].floats, values[largest], largest);
    }
}

/* Memory of this process that is resident now. */
static void show_memory(void) {
    FILE *file = fopen("/proc/self/statm", "r");
    long pages;
    if (file && fscanf(file, "%*d %ld", &pages) == 1) {
        printf("resident: %ld bytes\n", pages * sysconf(_SC_PAGESIZE));
    }
    if (file) {
        fclose(file);
    }
}

/* The number that the words are, from 1 to MOST_INFERENCES; else 0. */
static int inferences_of(const char *words) {
    char *end;
    errno = 0;
    long number = strtol(words, &end, 10);
    return errno == 0 && end != words && *end == 0 && number >= 1 && number <= MOST_INFERENCES ? (int) number : 0;
}

int main(int count, char **arguments) {
    int inferences = count > 3 ? inferences_of(arguments[3]) : 1;
    if (count < 3 || count > 4 || inferences < 1) {
        fprintf(stderr, "usage: %s INPUTS OUTPUTS [INFERENCES], at most %d of them\n", arguments[0], MOST_INFERENCES);
        return 2;
    }
    size_t bytes = 0;
    for (int i = 0; i < NETWORK_INPUTS; i++) {
        bytes += 4 * network_inputs[i].floats;
    }
    char *inputs = malloc(bytes + 1);
    double *times = malloc(inferences * sizeof(double));
    if (!inputs || !times) {
        fail("memory");
    }
    read_file(arguments[1], inputs, bytes);
#ifdef NETWORK_WEIGHTS_CHECKSUM
    const float *weights = read_weights("weights.bin");
#endif
    float *arena = memory(NETWORK_ARENA_BYTES);
    for (int n = 0; n < inferences; n++) {
        const char *next = inputs;
        for (int i = 0; i < NETWORK_INPUTS; i++) {
            memcpy(arena + network_inputs[i].offset / 4, next, 4 * network_inputs[i].floats);
            next += 4 * network_inputs[i].floats;
        }
        double begun = seconds();
#ifdef NETWORK_WEIGHTS_CHECKSUM
        network_run(arena, weights);
#else
        network_run(arena);
#endif
        times[n] = seconds() - begun;
    }
    show_results(arena);
    FILE *out = fopen(arguments[2], "wb");
    if (!out) {
        fail(arguments[2]);
    }
    for (int i = 0; i < NETWORK_OUTPUTS; i++) {
        if (fwrite(arena + network_outputs[i].offset / 4, 4, network_outputs[i].floats, out) != network_outputs[i].floats) {
            fail(arguments[2]);
        }
    }
    if (fclose(out) != 0) {
        fail(arguments[2]);
    }
    qsort(times, inferences, sizeof(double), ascending);
    printf("time: %.1f us, CPU time of the thread, median of %d\n", times[inferences / 2] * 1e6, inferences);
    show_memory();
    return 0;
}
