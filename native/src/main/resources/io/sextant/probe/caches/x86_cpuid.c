/*
 * Caches by the instruction CPUID, for machines whose kernel does not list them: leaf 4 (Intel) or 0x8000001D (AMD), one line each:
 * "cache_d|cache_i|cache_u <level> <bytes>". Prints nothing where neither leaf exists.
 */
static void cpuid(u32 leaf, u32 subleaf, u32 *a, u32 *b, u32 *c, u32 *d) {
    __asm__ volatile("cpuid" : "=a"(*a), "=b"(*b), "=c"(*c), "=d"(*d) : "a"(leaf), "c"(subleaf));
}

static u32 list(u32 leaf) {
    static const char *const names[] = {"", "cache_d", "cache_i", "cache_u"};
    u32 found = 0;
    for (u32 i = 0; i < 16; i++) {
        u32 a, b, c, d;
        cpuid(leaf, i, &a, &b, &c, &d);
        u32 type = a & 31;
        if (type == 0 || type > 3) {
            break;
        }
        u64 ways = (b >> 22) + 1, partitions = (b >> 12 & 1023) + 1, line = (b & 4095) + 1, sets = (u64) c + 1;
        report(names[type], a >> 5 & 7, ways * partitions * line * sets);
        found++;
    }
    return found;
}

static void probe(int count, char **arguments) {
    (void) count;
    (void) arguments;
    u32 highest, highest_extended, a, b, c, d;
    cpuid(0, 0, &highest, &b, &c, &d);
    if (highest >= 4 && list(4) > 0) {
        return;
    }
    cpuid(0x80000000u, 0, &highest_extended, &b, &c, &d);
    cpuid(0x80000001u, 0, &a, &b, &c, &d);
    int has_topology_extensions = c >> 22 & 1;
    if (highest_extended >= 0x8000001Du && has_topology_extensions) {
        list(0x8000001Du);
    }
}
