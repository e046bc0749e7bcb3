package io.sextant.tests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sextant.tests.program.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every source file. */
class SourceTest {
    private static final int MOST_LINES = 400;
    private static final Set<String> LANGUAGES = Set.of("java", "c", "h", "cu", "cuh", "cpp", "S");
    private static final Path ROOT = Checkout.root();
    private static List<Path> sources;

    @BeforeAll
    static void findSources() throws IOException {
        try (Stream<Path> files = Files.find(ROOT, 30, (path, attributes) -> attributes.isRegularFile() && isSource(path))) {
            sources = files.sorted().toList();
        }
        assertFalse(sources.isEmpty(), "sources found under " + ROOT);
    }

    @Test
    void filesAreShort() {
        List<String> tooLong = sources.stream().filter(path -> lines(path) >= MOST_LINES)
            .map(path -> ROOT.relativize(path) + " has " + lines(path) + " lines").toList();
        assertEquals(List.of(), tooLong, "the house rule is about 300 lines, never " + MOST_LINES);
    }

    @Test
    void everyPackageSaysWhatLivesThere() {
        Set<Path> packages = sources.stream().filter(path -> path.toString().contains("/src/main/java/"))
            .map(Path::getParent).collect(Collectors.toSet());
        List<Path> silent = packages.stream().filter(folder -> !Files.exists(folder.resolve("package-info.java")))
            .map(ROOT::relativize).sorted().toList();
        assertEquals(List.of(), silent, "packages without package-info.java");
    }

    @ParameterizedTest
    @EnumSource(HouseModule.class)
    void moduleHoldsOnlyItsOwnPackages(HouseModule module) {
        Path javaRoot = ROOT.resolve(module.folder()).resolve("src/main/java");
        List<Path> own = module.rootPackages().stream().map(root -> javaRoot.resolve(root.replace('.', '/'))).toList();
        List<Path> strays = sources.stream().filter(path -> path.startsWith(javaRoot) && own.stream().noneMatch(path::startsWith))
            .map(ROOT::relativize).toList();
        assertEquals(List.of(), strays, "outside " + module.rootPackages());
    }

    private static boolean isSource(Path path) {
        Path relative = ROOT.relativize(path);
        for (Path part : relative) {
            if (part.toString().equals("target") || part.toString().startsWith(".")) {
                return false;
            }
        }
        String name = path.getFileName().toString();
        return LANGUAGES.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private static long lines(Path path) {
        try (Stream<String> lines = Files.lines(path)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(path.toString(), e);
        }
    }
}
