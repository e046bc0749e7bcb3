package io.sextant.tests.launcher;

import io.sextant.tests.program.Checkout;
import io.sextant.tests.program.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/**
 * A folder with the real launcher, one source file per module and, as {@code mvnw}, a script that notes its arguments in
 * {@code builds.txt} and puts a compiled main class where Maven would.
 */
final class SmallCheckout {
    private static final List<String> MODULES = List.of("ir", "native", "device-profiles", "codegen", "latency-models", "search/cli");
    private static final String MAIN = """
        package io.sextant.cli;
        public final class Main {
            public static void main(String[] arguments) {
                System.out.println(String.join("|", arguments) + "|" + System.getProperty("user.dir"));
                System.exit(arguments.length == 1 && arguments[0].equals("infeasible") ? 3 : 0);
            }
        }
        """;
    private static final String MVNW = """
        #!/bin/sh
        echo "$*" >>builds.txt
        if [ -f broken ]; then echo "COMPILATION ERROR in Broken.java"; exit 1; fi
        sleep 0.3
        mkdir -p search/cli/target
        cp main.jar search/cli/target/sextant-search-cli.jar
        cp main.jar search/cli/target/other.jar
        printf '%s' "$PWD/search/cli/target/other.jar" >search/cli/target/classpath.txt
        """;

    private final Path root;

    /** Lays the checkout out in {@code root}, an empty folder. */
    SmallCheckout(Path root) throws IOException {
        this.root = root;
        for (String module : MODULES) {
            Path sources = Files.createDirectories(root.resolve(module).resolve("src/main/java"));
            Files.writeString(sources.resolve("Source.java"), "");
        }
        Files.createDirectory(root.resolve(".mvn"));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        executable(root.resolve("mvnw"), MVNW);
        Files.copy(Checkout.root().resolve("sextant"), root.resolve("sextant"), StandardCopyOption.COPY_ATTRIBUTES);
        compileMain();
    }

    private void compileMain() throws IOException {
        Path source = root.resolve("Main.java");
        Files.writeString(source, MAIN);
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", root.toString(), source.toString()) != 0) {
            throw new IllegalStateException("Main does not compile");
        }
        String entry = "io/sextant/cli/Main.class";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(root.resolve("main.jar")))) {
            jar.putNextEntry(new JarEntry(entry));
            jar.write(Files.readAllBytes(root.resolve(entry)));
        }
    }

    /** Has the launcher do without an archive of classes, whose making takes longer than all else: an empty one is not used. */
    SmallCheckout withoutArchive() throws IOException {
        Path state = Files.createDirectories(root.resolve("target/sextant"));
        Path archive = Files.createFile(state.resolve("classes-" + System.getProperty("java.version") + ".jsa"));
        Files.setLastModifiedTime(archive, FileTime.from(Instant.now().plus(Duration.ofDays(1))));
        return this;
    }

    static void executable(Path path, String text) throws IOException {
        Files.writeString(path, text);
        if (!path.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + path + " executable");
        }
    }

    Path root() {
        return root;
    }

    Path source(String module) {
        return root.resolve(module).resolve("src/main/java/Source.java");
    }

    /** The arguments of each build so far. */
    List<String> builds() throws IOException {
        Path builds = root.resolve("builds.txt");
        return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
    }

    ProgramRun run(String... arguments) {
        return launcher(root.resolve("sextant"), root, Map.of()).run(arguments);
    }

    /** Runs started as {@code script} in {@code folder}, with further environment variables. */
    static ProgramRun.Starter launcher(Path script, Path folder, Map<String, String> environment) {
        return new ProgramRun.Starter(List.of(script.toString()), folder, environment, Duration.ofMinutes(1));
    }
}
