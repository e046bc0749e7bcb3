package io.sextant.ir.memory;

/** Something that lies in the arena; {@code name} is for people. */
public record Activation(String name, long bytes) {
    public Activation {
        if (bytes < 0) {
            throw new IllegalArgumentException("activation " + name + " has a size that is not negative, got " + bytes);
        }
    }
}
