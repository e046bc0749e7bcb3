package io.sextant.ir.digest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4) as 64 lower-case hexadecimal digits. */
public final class Sha256 {
    private final MessageDigest digest;

    /** A hash of nothing yet. */
    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Of the text in UTF-8. */
    public static String of(String text) {
        return new Sha256().update(text).hex();
    }

    public static String of(byte[] bytes) {
        return new Sha256().update(bytes, bytes.length).hex();
    }

    /** Of a file's content, which is not held in memory. */
    public static String of(Path file) throws IOException {
        Sha256 hash = new Sha256();
        try (InputStream content = new DigestInputStream(Files.newInputStream(file), hash.digest)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
        return hash.hex();
    }

    /** Appends the text in UTF-8. */
    public Sha256 update(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Appends the first {@code length} of {@code bytes}. */
    public Sha256 update(byte[] bytes, int length) {
        digest.update(bytes, 0, length);
        return this;
    }

    /** The hash of what was appended; the next one begins anew. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
