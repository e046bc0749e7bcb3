package io.sextant.device.profile;

/**
 * Which CPU it is.
 *
 * @param name      as its maker calls it, e.g. {@code AMD EPYC 7763 64-Core Processor}
 * @param identity  vendor, family, model and stepping, e.g. {@code AuthenticAMD 25/1/1}: in virtual machines the name says little
 * @param microcode revision, e.g. {@code 0xa0011d5}, or {@code unknown}
 */
public record ProcessorModel(String name, String identity, String microcode) {
    static final String UNKNOWN = "unknown";

    public ProcessorModel {
        requireLine("model name", name);
        requireLine("identity", identity);
        requireLine("microcode", microcode);
    }

    private static void requireLine(String what, String text) {
        if (text.isBlank() || text.length() > 200 || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a CPU's " + what + " is one line of 1 to 200 characters");
        }
    }
}
