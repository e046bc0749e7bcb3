package io.sextant.search.space;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.naming.NearMatch;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** The catalogue of spaces. */
public final class Spaces {
    private static final List<String> SHIPPED = List.of("mnist1d", "mobilenetv3");
    private static final String FOLDER = "/io/sextant/spaces/";

    private Spaces() {
    }

    /** Names of the spaces that come with the program. */
    public static List<String> shipped() {
        return SHIPPED;
    }

    /**
     * A shipped space by its name, or the file of one where {@code nameOrPath} contains {@code /} or ends in {@code .yaml}.
     *
     * @throws InvalidInput if there is no such space, or the file is none
     */
    public static SearchSpace named(String nameOrPath) {
        if (nameOrPath.contains("/") || nameOrPath.endsWith(".yaml")) {
            return SpaceFile.read(path(nameOrPath));
        }
        if (!SHIPPED.contains(nameOrPath)) {
            throw new InvalidInput("unknown space '" + nameOrPath + "'" + NearMatch.hint(nameOrPath, SHIPPED) + "; shipped are "
                + String.join(", ", SHIPPED) + "; a space of your own is a path such as ./my-space.yaml");
        }
        String file = nameOrPath + ".yaml";
        try (InputStream stream = Spaces.class.getResourceAsStream(FOLDER + file)) {
            return SpaceFile.parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new InvalidInput("space '" + text + "' is no path: " + e.getMessage(), e);
        }
    }
}
