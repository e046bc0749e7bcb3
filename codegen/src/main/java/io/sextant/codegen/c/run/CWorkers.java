package io.sextant.codegen.c.run;

import io.sextant.device.run.WorkerCommand;
import io.sextant.device.run.WorkerLoop;
import io.sextant.loading.NativeFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.libffi.global.ffi;

/** What a process needs to run compiled networks. Its class path is short, since it starts for each network that is proven. */
public final class CWorkers {
    /** JavaCPP would take the bound of the heap for one of native memory; that is bounded from outside. */
    public static final List<String> JAVA_OPTIONS = List.of("-Dorg.bytedeco.javacpp.maxbytes=0", "-Dorg.bytedeco.javacpp.maxphysicalbytes=0");
    private static final int HEAP_MEBIBYTES = 256;

    private CWorkers() {
    }

    /** Archives and folders that {@link CExecutor} is loaded from, with all that it calls. */
    public static List<Path> classPath() {
        Set<Path> entries = new LinkedHashSet<>();
        for (Class<?> type : List.of(WorkerLoop.class, CExecutor.class, NativeFunction.class, Pointer.class, ffi.class)) {
            entries.add(path(type.getProtectionDomain().getCodeSource().getLocation()));
        }
        String platform = Loader.getPlatform();
        entries.addAll(holding(Pointer.class, platform + "/libjnijavacpp.so"));
        entries.addAll(holding(Pointer.class, "/org/bytedeco/libffi/" + platform + "/libjniffi.so"));
        return List.copyOf(entries);
    }

    /** A worker that runs nothing else. */
    public static WorkerCommand command() {
        return command(CWorker.class);
    }

    /** @param main of a worker that needs no more than {@link #classPath} */
    public static WorkerCommand command(Class<?> main) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + HEAP_MEBIBYTES + "m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-XX:+ExitOnOutOfMemoryError",
            "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=/dev/null"));
        command.addAll(JAVA_OPTIONS);
        command.addAll(List.of("-cp", classPath().stream().map(Path::toString).collect(Collectors.joining(System.getProperty("path.separator"))),
            main.getName()));
        return new WorkerCommand(command);
    }

    /** The archive with a resource; none if there is none for this platform. */
    private static List<Path> holding(Class<?> beside, String resource) {
        URL url = beside.getResource(resource);
        try {
            return url != null && url.openConnection() instanceof JarURLConnection jar ? List.of(path(jar.getJarFileURL())) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path path(URL location) {
        try {
            return Path.of(new URI(location.toString()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path has an entry that is no path: " + e.getMessage(), e);
        }
    }
}
