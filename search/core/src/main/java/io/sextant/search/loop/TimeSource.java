package io.sextant.search.loop;

/** Where time comes from: {@code System::nanoTime}, or a test. */
@FunctionalInterface
public interface TimeSource {
    /** Nanoseconds since some fixed moment, never falling. */
    long nanos();
}
