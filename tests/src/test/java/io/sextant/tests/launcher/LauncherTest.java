package io.sextant.tests.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.tests.program.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherTest {
    @TempDir
    private Path folder;
    private SmallCheckout checkout;

    @BeforeEach
    void layOut() throws IOException {
        checkout = new SmallCheckout(Files.createDirectory(folder.resolve("a checkout"))).withoutArchive();
    }

    @Test
    void archivesClassesForQuickStarts() throws IOException {
        SmallCheckout archiving = new SmallCheckout(Files.createDirectory(folder.resolve("archiving")));
        assertEquals(0, archiving.run("devices").exitCode());
        try (Stream<Path> state = Files.list(archiving.root().resolve("target/sextant"))) {
            List<Path> archives = state.filter(file -> file.toString().endsWith(".jsa")).toList();
            assertEquals(1, archives.size(), archives::toString);
            assertTrue(Files.size(archives.get(0)) > 0, "the JVM refused to archive");
        }
    }

    @Test
    void buildsOnFirstUseOnlyAndKeepsStandardOutputForResults() throws IOException {
        ProgramRun first = checkout.run("devices", "two words");
        assertEquals("devices|two words|" + checkout.root() + "\n", first.stdout(), first::transcript);
        assertTrue(first.stderr().contains("first use: building"), first::transcript);
        ProgramRun second = checkout.run("devices");
        assertEquals("", second.stderr(), second::transcript);
        assertEquals(1, checkout.builds().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ir", "native", "search/cli"})
    void buildsAgainWhenASourceIsNewer(String module) throws IOException {
        checkout.run();
        Files.setLastModifiedTime(checkout.source(module), FileTime.from(Instant.now().plusSeconds(1)));
        ProgramRun run = checkout.run();
        assertTrue(run.stderr().contains("sources changed"), run::transcript);
        assertEquals(2, checkout.builds().size());
    }

    @Test
    void buildsAgainWhenASourceIsGone() throws IOException {
        checkout.run();
        Files.delete(checkout.source("ir"));
        checkout.run();
        assertEquals(2, checkout.builds().size());
    }

    @Test
    void changedTestsDoNotBuildTheProgram() throws IOException {
        checkout.run();
        Path tests = Files.createDirectories(checkout.root().resolve("ir/src/test/java"));
        Files.writeString(tests.resolve("SomeTest.java"), "");
        checkout.run();
        assertEquals(1, checkout.builds().size());
    }

    @Test
    void runsFromAnyFolderThroughSymbolicLinks() throws IOException {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Path absolute = Files.createSymbolicLink(bin.resolve("absolute"), checkout.root().resolve("sextant"));
        Path relative = Files.createSymbolicLink(bin.resolve("relative"), Path.of("absolute"));
        for (Path script : List.of(absolute, relative)) {
            ProgramRun run = SmallCheckout.launcher(script, bin, Map.of()).run("show");
            assertEquals("show|" + bin + "\n", run.stdout(), run::transcript);
        }
    }

    @Test
    void exitCodeIsTheProgramsOwn() {
        assertEquals(3, checkout.run("infeasible").exitCode());
    }

    @Test
    void failedBuildShowsTheEndOfItsLogAndIsTriedAgain() throws IOException {
        Files.writeString(checkout.root().resolve("broken"), "");
        ProgramRun run = checkout.run("devices");
        assertEquals(1, run.exitCode(), run::transcript);
        assertTrue(run.stderr().contains("COMPILATION ERROR in Broken.java"), run::transcript);
        assertTrue(run.stderr().contains("target/sextant/build.log"), run::transcript);
        Files.delete(checkout.root().resolve("broken"));
        assertEquals(0, checkout.run("devices").exitCode());
    }

    @Test
    void twoAtOnceBuildOnce() throws IOException {
        CompletableFuture<ProgramRun> other = CompletableFuture.supplyAsync(() -> checkout.run("other"));
        ProgramRun one = checkout.run("one");
        assertTrue(one.stdout().startsWith("one|"), one::transcript);
        assertTrue(other.join().stdout().startsWith("other|"), () -> other.join().transcript());
        assertEquals(1, checkout.builds().size());
    }

    @Test
    void twoAtOnceBuildOnceWithoutFlock() throws IOException {
        Map<String, String> environment = Map.of("PATH", pathWithout("flock").toString());
        ProgramRun.Starter starter = SmallCheckout.launcher(checkout.root().resolve("sextant"), folder, environment);
        CompletableFuture<ProgramRun> other = CompletableFuture.supplyAsync(() -> starter.run("other"));
        ProgramRun one = starter.run("one");
        assertTrue(one.stdout().startsWith("one|"), one::transcript);
        assertTrue(other.join().stdout().startsWith("other|"), () -> other.join().transcript());
        assertEquals(1, checkout.builds().size());
    }

    @Test
    void mavenGetsTheUsersOptions() throws IOException {
        Map<String, String> environment = Map.of("SEXTANT_MAVEN_OPTS", "-Dmaven.repo.local=/m2 -T2");
        SmallCheckout.launcher(checkout.root().resolve("sextant"), folder, environment).run("search", "--offline");
        String arguments = " " + checkout.builds().get(0) + " ";
        for (String option : List.of(" -o ", " -Dmaven.repo.local=/m2 ", " -T2 ")) {
            assertTrue(arguments.contains(option), arguments);
        }
    }

    @Test
    void withoutJavaSaysHowToInstallIt() throws IOException {
        Map<String, String> environment = Map.of("PATH", pathWithout("java").toString(), "JAVA_HOME", "");
        ProgramRun run = SmallCheckout.launcher(checkout.root().resolve("sextant"), folder, environment).run("--help");
        assertEquals(1, run.exitCode(), run::transcript);
        assertTrue(run.stderr().contains("apt-get install -y openjdk-17-jdk-headless"), run::transcript);
    }

    @Test
    void oldJavaIsRefusedWithItsVersion() throws IOException {
        Path old = folder.resolve("jdk-11");
        Files.createDirectories(old.resolve("bin"));
        SmallCheckout.executable(old.resolve("bin/java"), "#!/bin/sh\nexit 0\n");
        Files.writeString(old.resolve("release"), "IMPLEMENTOR=\"Old\"\nJAVA_VERSION=\"11.0.2\"\n");
        ProgramRun run = SmallCheckout.launcher(checkout.root().resolve("sextant"), folder, Map.of("JAVA_HOME", old.toString())).run();
        assertEquals(1, run.exitCode(), run::transcript);
        assertTrue(run.stderr().contains("Java 11.0.2") && run.stderr().contains("17 or newer"), run::transcript);
    }

    /** A folder that has the tools which the launcher needs, but one. */
    private Path pathWithout(String missing) throws IOException {
        Path bin = Files.createDirectory(folder.resolve("tools"));
        Path java = Path.of(System.getProperty("java.home"), "bin");
        List<String> tools = List.of("find", "sed", "tail", "touch", "mkdir", "rm", "mv", "cat", "cp", "sleep", "dirname",
            "readlink", "flock", "java", "javac");
        for (String tool : tools) {
            Path found = (tool.startsWith("java") ? java : Path.of("/usr/bin")).resolve(tool);
            if (!tool.equals(missing)) {
                SmallCheckout.executable(bin.resolve(tool), "#!/bin/sh\nexec " + found + " \"$@\"\n");
            }
        }
        return bin;
    }
}
