package io.sextant.tests.program;

import java.nio.file.Files;
import java.nio.file.Path;

/** The source tree that this code was built from. */
public final class Checkout {
    private Checkout() {
    }

    /**
     * The folder that holds the launcher, found upwards from the working folder.
     *
     * @throws IllegalStateException if the working folder is in no checkout
     */
    public static Path root() {
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("sextant")) && Files.isRegularFile(folder.resolve("ir/pom.xml"))) {
                return folder;
            }
        }
        throw new IllegalStateException("no checkout of Sextant at or above " + start);
    }
}
