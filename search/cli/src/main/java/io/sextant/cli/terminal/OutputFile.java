package io.sextant.cli.terminal;

import io.sextant.ir.InvalidInput;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a command is to write a file; looked at before work that takes its time. */
public final class OutputFile {
    private OutputFile() {
    }

    /** @throws InvalidInput if no file can be made there; the option that named it is {@code --out} */
    public static void requireFolder(Path out) {
        Path folder = out.toAbsolutePath().getParent();
        if (folder == null || !Files.isWritable(folder)) {
            throw new InvalidInput(out + ": its folder does not exist or cannot be written; name a file in one that can, with --out");
        }
    }
}
