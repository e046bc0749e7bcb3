package io.sextant.codegen.onnxruntime;

import io.sextant.device.run.WorkerCommand;
import io.sextant.device.run.WorkerFailure;
import io.sextant.device.run.WorkerLimits;
import io.sextant.device.run.WorkerProcess;
import io.sextant.ir.file.AtomicFile;
import io.sextant.toolchain.TemporaryFolder;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Class data sharing for workers: the classes that a worker loads, parsed and verified beforehand. An optimisation only: a virtual
 * machine that cannot use the archive starts without it.
 */
final class ClassArchive {
    private static final long DUMP_SECONDS = 60;

    private final Path folder;
    private final List<Path> jars;
    private final Path archive;

    /** @param classPath of the workers; the archive covers the jars at its head, since the virtual machine archives no folders */
    ClassArchive(Path folder, List<Path> classPath) {
        this.folder = folder;
        this.jars = classPath.stream().takeWhile(Files::isRegularFile).toList();
        this.archive = folder.resolve("classes-" + key() + ".jsa");
    }

    /** Options of the virtual machine that use the archive; none if it could not be made. */
    List<String> options() {
        return Files.isRegularFile(archive) ? List.of("-XX:SharedArchiveFile=" + archive) : List.of();
    }

    /**
     * Makes the archive unless it is there.
     *
     * @param worker the command of a worker that does not use it
     * @param model  what the worker runs while its classes are listed
     */
    void prepare(List<String> worker, Path model) {
        if (Files.exists(archive) || jars.isEmpty()) {
            return;
        }
        try (TemporaryFolder scratch = TemporaryFolder.in(folder, "archiving")) {
            make(worker, model, scratch.path());
        } catch (IOException | WorkerFailure e) {
            System.getLogger(ClassArchive.class.getName()).log(System.Logger.Level.DEBUG, "workers start without class archive", e);
        }
    }

    private void make(List<String> worker, Path model, Path scratch) throws IOException, WorkerFailure {
        Path classes = scratch.resolve("classes.txt");
        List<String> listing = new ArrayList<>(worker);
        listing.add(1, "-XX:DumpLoadedClassList=" + classes);
        try (WorkerProcess process = WorkerProcess.start(new WorkerCommand(listing), WorkerLimits.DEFAULT)) {
            process.load("relu", model, 1);
            process.time("relu", 10, 1);
            process.spin();
            process.unload("relu");
        }
        Path made = scratch.resolve("classes.jsa");
        if (dump(classes, made)) {
            AtomicFile.publish(made, archive);
        }
    }

    private boolean dump(Path classes, Path made) throws IOException {
        Process process = new ProcessBuilder(java(), "-Xshare:dump", "-XX:SharedClassListFile=" + classes,
            "-XX:SharedArchiveFile=" + made, "-XX:+UseSerialGC", "-Xlog:disable", "-cp", join(jars))
            .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            return process.waitFor(DUMP_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0 && Files.exists(made);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.destroyForcibly();
        }
    }

    /** The archive fits one virtual machine and the very files of one class path. */
    private String key() {
        StringBuilder text = new StringBuilder(System.getProperty("java.home") + System.getProperty("java.vm.version"));
        for (Path jar : jars) {
            text.append('\n').append(jar).append(' ').append(jar.toFile().length()).append(' ').append(jar.toFile().lastModified());
        }
        return UUID.nameUUIDFromBytes(text.toString().getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** This virtual machine's launcher. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static String join(List<Path> classPath) {
        return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
