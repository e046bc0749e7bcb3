package io.sextant.device.run;

/** Text of any kind as the rest of one line of the worker protocol: backslash, line feed and carriage return are escaped. */
final class Line {
    /** Longer messages are cut; an engine may quote a whole model in its own. */
    private static final int LONGEST_MESSAGE = 2_000;

    private Line() {
    }

    static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    static String unescape(String line) {
        StringBuilder text = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c != '\\' || i + 1 == line.length()) {
                text.append(c);
                continue;
            }
            char escaped = line.charAt(++i);
            text.append(escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
        }
        return text.toString();
    }

    /** What went wrong, for a person: the message of the exception, its class where it has none. */
    static String message(Throwable failure) {
        String message = failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
        return escape(message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) + "..." : message);
    }
}
