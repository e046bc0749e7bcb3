static void probe(int count, char **arguments) {
    (void) count;
    (void) arguments;
    __builtin_trap();
}
