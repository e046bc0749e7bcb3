package io.sextant.toolchain;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The jar {@code org.bytedeco:llvm} of this platform on the class path. Of its 460 MB only clang, lld, the two libraries that they
 * load and clang's own headers are named; they get the layout that clang and the libraries' run paths expect.
 */
final class LlvmJar implements Bundle {
    private static final String VERSION_ENTRY = "META-INF/maven/org.bytedeco/llvm/pom.properties";

    private final ZipFile jar;
    private final String version;
    private final SortedMap<String, ZipEntry> entries;

    private LlvmJar(ZipFile jar, String version, SortedMap<String, ZipEntry> entries) {
        this.jar = jar;
        this.version = version;
        this.entries = entries;
    }

    /** The jar's name for this machine: {@code linux-x86_64}. */
    static String classifier() {
        String architecture = System.getProperty("os.arch");
        return System.getProperty("os.name").toLowerCase(Locale.ROOT) + "-" + switch (architecture) {
            case "amd64" -> "x86_64";
            case "aarch64" -> "arm64";
            default -> architecture;
        };
    }

    static boolean present() {
        return clang().isPresent();
    }

    /** Nothing if the class path has no such jar for this platform. */
    static Optional<Bundle> find() throws IOException {
        Optional<URL> clang = clang();
        if (clang.isEmpty()) {
            return Optional.empty();
        }
        URLConnection connection = clang.get().openConnection();
        if (!(connection instanceof JarURLConnection inJar)) {
            throw new IOException("the toolchain must be on the class path as a jar, found " + clang.get());
        }
        ZipFile jar = new ZipFile(path(inJar.getJarFileURL()).toFile());
        try {
            return Optional.of(new LlvmJar(jar, version(jar), entries(jar)));
        } catch (IOException | RuntimeException failure) {
            jar.close();
            throw failure;
        }
    }

    private static Optional<URL> clang() {
        return Optional.ofNullable(LlvmJar.class.getClassLoader().getResource(root() + "clang"));
    }

    private static String root() {
        return "org/bytedeco/llvm/" + classifier() + "/";
    }

    private static Path path(URL file) throws IOException {
        try {
            return Path.of(file.toURI());
        } catch (URISyntaxException malformed) {
            throw new IOException("cannot open " + file, malformed);
        }
    }

    private static String version(ZipFile jar) throws IOException {
        ZipEntry entry = jar.getEntry(VERSION_ENTRY);
        if (entry == null) {
            throw new IOException(jar.getName() + " has no " + VERSION_ENTRY);
        }
        Properties properties = new Properties();
        try (InputStream in = jar.getInputStream(entry)) {
            properties.load(in);
        }
        return properties.getProperty("version");
    }

    private static SortedMap<String, ZipEntry> entries(ZipFile jar) {
        String root = root();
        SortedMap<String, ZipEntry> entries = new TreeMap<>();
        jar.stream().filter(entry -> !entry.isDirectory() && entry.getName().startsWith(root))
            .forEach(entry -> unpackedPath(entry.getName().substring(root.length())).ifPresent(path -> entries.put(path, entry)));
        return entries;
    }

    private static Optional<String> unpackedPath(String name) {
        if (name.equals("clang") || name.equals("lld")) {
            return Optional.of("bin/" + name);
        }
        if (name.startsWith("libLLVM.so") || name.startsWith("libclang-cpp.so")) {
            return Optional.of("lib/" + name);
        }
        return name.startsWith("lib/clang/") ? Optional.of(name) : Optional.empty();
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public SortedMap<String, Long> files() {
        SortedMap<String, Long> sizes = new TreeMap<>();
        entries.forEach((path, entry) -> sizes.put(path, entry.getSize()));
        return Collections.unmodifiableSortedMap(sizes);
    }

    @Override
    public InputStream open(String path) throws IOException {
        return jar.getInputStream(entries.get(path));
    }

    @Override
    public void close() throws IOException {
        jar.close();
    }
}
