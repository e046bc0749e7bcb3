package io.sextant.device.profile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The profiles that come with the program: resources {@code NAME.yaml} beside an {@code index.txt} that lists the names, one a
 * line ({@code #} begins a comment).
 */
final class ShippedProfiles {
    private final String folder;

    /** @param folder resource folder, relative to this package's */
    ShippedProfiles(String folder) {
        this.folder = folder;
    }

    List<String> names() {
        return resource("index.txt").lines()
            .map(line -> line.replaceFirst("#.*", "").strip()).filter(line -> !line.isEmpty()).toList();
    }

    Optional<DeviceProfile> read(String name) {
        if (!names().contains(name)) {
            return Optional.empty();
        }
        String file = name + ".yaml";
        return Optional.of(ProfileReader.parse("shipped profile " + file, resource(file)));
    }

    private String resource(String name) {
        try (InputStream in = ShippedProfiles.class.getResourceAsStream(folder + "/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its resource " + folder + "/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read the resource " + folder + "/" + name, failure);
        }
    }
}
