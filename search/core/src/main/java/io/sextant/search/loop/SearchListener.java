package io.sextant.search.loop;

import java.util.List;

/** Whom a search tells how it goes; called by the thread that runs the search, and {@link #stepped} by those of the ports as well. */
public interface SearchListener {
    /** @param steps how many {@link #stepped} calls are expected; fewer if time runs out, more if finalists must be replaced */
    default void stageBegun(String name, int steps) {
    }

    default void stepped() {
    }

    default void stageEnded() {
    }

    /**
     * What can not be worked out again: kept by a journal, {@link SearchJob#journal()} takes it back. Nothing follows from it before
     * this returns; if it throws, the search ends.
     *
     * @param events in their order; those of one call became known together
     */
    default void happened(List<Event> events) {
    }

    /** A line for the person who waits. */
    default void message(String line) {
    }
}
