package io.sextant.cli.search;

import io.sextant.cli.progress.Progress;
import io.sextant.cli.run.JournalFile;
import io.sextant.search.loop.Event;
import io.sextant.search.loop.SearchListener;
import java.util.List;

/** Shows how a search goes, and keeps what happens in the run's journal. */
final class SearchProgress implements SearchListener {
    private final Progress progress;
    private final JournalFile journal;

    SearchProgress(Progress progress, JournalFile journal) {
        this.progress = progress;
        this.journal = journal;
    }

    @Override
    public void stageBegun(String name, int steps) {
        progress.stage(name, steps);
    }

    @Override
    public void stepped() {
        progress.step();
    }

    @Override
    public void stageEnded() {
        progress.close();
    }

    @Override
    public void happened(List<Event> events) {
        journal.append(events);
    }

    @Override
    public void message(String line) {
        progress.say(line);
    }
}
