package io.sextant.device.profile;

import java.util.Optional;

/** How a device is reached and what its profile describes. */
public enum DeviceKind {
    /** The CPU that this program itself runs on. */
    CPU_HOST("cpu-host");

    private final String text;

    DeviceKind(String text) {
        this.text = text;
    }

    /** As profiles write it: {@code cpu-host}. */
    public String text() {
        return text;
    }

    static Optional<DeviceKind> parse(String text) {
        for (DeviceKind kind : values()) {
            if (kind.text.equals(text)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
