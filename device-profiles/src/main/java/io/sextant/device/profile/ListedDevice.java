package io.sextant.device.profile;

import java.util.Optional;

/**
 * A line of the catalogue.
 *
 * @param name    what {@code --device} takes
 * @param profile empty if the host is not yet probed, or the file cannot be used
 * @param problem why there is no profile
 */
public record ListedDevice(String name, DeviceOrigin origin, Optional<DeviceProfile> profile, Optional<String> problem) {
}
