package io.sextant.codegen.c.emit;

import java.nio.charset.StandardCharsets;

/** Words of a model inside of C. */
final class Quoted {
    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 _.,:;=+-/()[]<>@#|!&^~{}$";

    private Quoted() {
    }

    /** A string literal of exactly these bytes of UTF-8. */
    static String literal(String words) {
        StringBuilder text = new StringBuilder("\"");
        for (byte b : words.getBytes(StandardCharsets.UTF_8)) {
            text.append(PLAIN.indexOf((char) (b & 0xff)) >= 0 ? String.valueOf((char) b) : String.format("\\%03o", b & 0xff));
        }
        return text.append('"').toString();
    }

    /** In a comment, which it neither ends nor begins. */
    static String comment(String words) {
        StringBuilder text = new StringBuilder();
        words.chars().forEach(c -> text.append(PLAIN.indexOf(c) >= 0 ? (char) c : '_'));
        return text.toString();
    }
}
