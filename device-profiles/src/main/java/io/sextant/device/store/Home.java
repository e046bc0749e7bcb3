package io.sextant.device.store;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.file.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The folder in which Sextant keeps what it has measured. */
public final class Home {
    private Home() {
    }

    /** {@code $SEXTANT_HOME}, else {@code ~/.cache/sextant}. */
    public static Path ofEnvironment() {
        return resolve(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    static Path resolve(Map<String, String> environment, Path userHome) {
        String home = environment.getOrDefault("SEXTANT_HOME", "");
        return home.isBlank() ? userHome.resolve(".cache").resolve("sextant") : Path.of(home).toAbsolutePath();
    }

    /** @throws InvalidInput if the folder is not there and cannot be made */
    static Path create(Path home) {
        try {
            return Files.createDirectories(home);
        } catch (IOException e) {
            throw unusable(home, e);
        }
    }

    static InvalidInput unusable(Path path, IOException cause) {
        return new InvalidInput("cannot keep measurements in " + path + ": " + FileFailure.reason(cause)
            + "; set SEXTANT_HOME to a folder that can be written and has room", cause);
    }
}
