package io.sextant.search.loop;

import java.util.ArrayList;
import java.util.List;

/** Keeps what a search tells. */
final class Recorder implements SearchListener {
    final List<String> stages = new ArrayList<>();
    final List<String> messages = new ArrayList<>();
    final List<Event> journal = new ArrayList<>();
    int open;
    int expected;
    int steps;

    @Override
    public void stageBegun(String name, int count) {
        stages.add(name);
        open++;
        expected += count;
    }

    @Override
    public void stepped() {
        steps++;
    }

    @Override
    public void stageEnded() {
        open--;
    }

    @Override
    public void happened(List<Event> events) {
        journal.addAll(events);
    }

    @Override
    public void message(String line) {
        messages.add(line);
    }
}
