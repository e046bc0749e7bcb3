package io.sextant.cli;

import io.sextant.cli.progress.Progress;
import io.sextant.cli.run.RunFolder;
import io.sextant.cli.run.TrialTree;
import io.sextant.search.loop.SearchListener;
import io.sextant.search.loop.Trial;
import io.sextant.search.space.SearchSpace;

/** Shows how a search goes, and keeps each decided trial in the run's journal. */
final class SearchProgress implements SearchListener {
    private final Progress progress;
    private final RunFolder folder;
    private final SearchSpace space;

    SearchProgress(Progress progress, RunFolder folder, SearchSpace space) {
        this.progress = progress;
        this.folder = folder;
        this.space = space;
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
    public void trialDecided(Trial trial) {
        folder.journal(TrialTree.line(trial, space));
    }

    @Override
    public void message(String line) {
        progress.say(line);
    }
}
