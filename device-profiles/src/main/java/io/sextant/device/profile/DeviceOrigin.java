package io.sextant.device.profile;

/** Where a device of the catalogue comes from. */
public enum DeviceOrigin {
    /** The machine itself. */
    HOST,
    /** A file in the program. */
    SHIPPED,
    /** A file that the user put into the folder of devices. */
    REGISTERED
}
