package io.sextant.cli.compile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * New files in a folder that stays what it is: it may be somebody's working directory, or what a link leads to.
 *
 * @param before takes the old files; on the same file system
 */
record FolderExchange(Path folder, Path before) {
    private record Move(Path from, Path to) {
        void make() throws IOException {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /**
     * The first of the names goes first and comes last: where it is, all is.
     *
     * @param made holds the new files
     * @throws IOException if a file cannot be moved; then the old ones are there again
     */
    void replace(List<String> names, Path made) throws IOException {
        Deque<Move> done = new ArrayDeque<>();
        try {
            for (String name : names) {
                moveIfThere(new Move(folder.resolve(name), before.resolve(name)), done);
            }
            for (int i = names.size() - 1; i >= 0; i--) {
                moveIfThere(new Move(made.resolve(names.get(i)), folder.resolve(names.get(i))), done);
            }
        } catch (IOException failure) {
            while (!done.isEmpty()) {
                Move last = done.pop();
                new Move(last.to(), last.from()).make();
            }
            throw failure;
        }
    }

    private static void moveIfThere(Move move, Deque<Move> done) throws IOException {
        if (Files.exists(move.from(), LinkOption.NOFOLLOW_LINKS)) {
            move.make();
            done.push(move);
        }
    }
}
