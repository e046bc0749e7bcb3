package io.sextant.cli.report;

import io.sextant.cli.report.markup.Markup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The page's own style sheet and script, and the policy that lets a browser run nothing else. */
final class Assets {
    private Assets() {
    }

    static String styleSheet() {
        return resource("report.css");
    }

    static String script() {
        return resource("report.js");
    }

    /** Nothing is loaded from anywhere, and only a script with this hash runs: not one that a text of the report smuggled in. */
    static String policy() {
        return "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-" + hash(Markup.scriptText(script()))
            + "'; base-uri 'none'; form-action 'none'";
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream stream = Assets.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name + " is part of the program", e);
        }
    }
}
