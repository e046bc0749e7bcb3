package io.sextant.search.loop;

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
     * The record of a trial to be kept: called when its batch has decided on it, and again whenever later training or measuring changed
     * it. Appended to a journal, the last record of a number counts; {@link SearchJob#journal()} takes them back.
     */
    default void trialDecided(Trial trial) {
    }

    /** A line for the person who waits. */
    default void message(String line) {
    }
}
