package io.sextant.codegen.onnxruntime;

import ai.onnxruntime.OrtSession;
import io.sextant.ir.file.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** ONNX Runtime's shared libraries, which its jar carries and would otherwise unpack at every start. */
final class NativeLibraries {
    private static final List<String> FILES = List.of("libonnxruntime.so", "libonnxruntime4j_jni.so");
    private static final Map<String, String> ARCHITECTURES = Map.of("amd64", "linux-x64", "aarch64", "linux-aarch64");

    private NativeLibraries() {
    }

    /** Why there are none for this machine; empty if there are. */
    static Optional<String> missing() {
        String machine = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
        return FILES.stream().allMatch(file -> resource(file).isPresent()) ? Optional.empty()
            : Optional.of("ONNX Runtime's Java package has no libraries for " + machine + "; use Linux on x86-64 or aarch64");
    }

    /** Puts the libraries into {@code folder}, each whole or not at all; those that are there stay. */
    static void unpack(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String file : FILES) {
            URL resource = resource(file).orElseThrow(() -> new IOException(missing().orElseThrow()));
            Path target = folder.resolve(file);
            if (Files.exists(target) && Files.size(target) == resource.openConnection().getContentLengthLong()) {
                continue;
            }
            try (InputStream content = resource.openStream()) {
                AtomicFile.write(target, content);
            }
        }
    }

    private static Optional<URL> resource(String file) {
        String architecture = ARCHITECTURES.get(System.getProperty("os.arch"));
        boolean linux = System.getProperty("os.name").equals("Linux");
        if (!linux || architecture == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(OrtSession.class.getResource("/ai/onnxruntime/native/" + architecture + "/" + file));
    }
}
