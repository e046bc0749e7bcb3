package io.sextant.codegen.onnxruntime;

import ai.onnxruntime.OrtSession;
import io.sextant.codegen.c.run.CWorkers;
import io.sextant.device.run.WorkerCommand;
import io.sextant.device.run.WorkerLoop;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.file.FileFailure;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How worker processes are started, made for a short start since every measurement starts several: only the archives that they need
 * are on their class path, ONNX Runtime's libraries are unpacked once ({@link NativeLibraries}), and classes come parsed from an
 * archive ({@link ClassArchive}).
 */
final class WorkerRuntime {
    private static final int HEAP_MEBIBYTES = 256;

    private final Path folder;
    private boolean prepared;

    /** @param folder for what is unpacked and archived */
    WorkerRuntime(Path folder) {
        this.folder = folder;
    }

    /**
     * The command of a worker that measures.
     *
     * @throws InvalidInput if the folder cannot be written to
     */
    synchronized WorkerCommand command() {
        ClassArchive archive = new ClassArchive(folder, classPath());
        if (!prepared) {
            try {
                NativeLibraries.unpack(folder);
            } catch (IOException e) {
                throw new InvalidInput(folder + ": cannot hold ONNX Runtime's libraries (30 MB): " + FileFailure.reason(e)
                    + "; set SEXTANT_HOME to a folder that can be written to", e);
            }
            SmallModel.write(smallModel());
            archive.prepare(java(List.of()), smallModel());
            prepared = true;
        }
        return new WorkerCommand(java(archive.options()));
    }

    /** The command of a worker that writes ONNX Runtime's profile of each program to a file that begins with {@code prefix}. */
    WorkerCommand profilingCommand(Path prefix) {
        List<String> command = new ArrayList<>(command().command());
        command.add(prefix.toString());
        return new WorkerCommand(command);
    }

    private Path smallModel() {
        return folder.resolve("relu.onnx");
    }

    private List<String> java(List<String> archiveOptions) {
        List<String> command = new ArrayList<>(List.of(ClassArchive.java(),
            "-Xmx" + HEAP_MEBIBYTES + "m", "-XX:MaxDirectMemorySize=" + 2 * NativeTensors.MAX_BYTES,
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:CompileThresholdScaling=0.1", "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError", "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=/dev/null", "-XX:+DisplayVMOutputToStderr", "-Xlog:disable"));
        command.addAll(archiveOptions);
        command.addAll(CWorkers.JAVA_OPTIONS);
        command.addAll(List.of("-Donnxruntime.native.path=" + folder, "-cp", ClassArchive.join(classPath()),
            OnnxRuntimeWorker.class.getName(), smallModel().toString()));
        return command;
    }

    /** ONNX Runtime comes first: the archive of classes needs an archive at the head of the class path. */
    private static List<Path> classPath() {
        Set<Path> entries = new LinkedHashSet<>();
        for (Class<?> type : List.of(OrtSession.class, WorkerLoop.class, OnnxRuntimeWorker.class)) {
            entries.add(codeSource(type));
        }
        entries.addAll(CWorkers.classPath());
        return List.copyOf(entries);
    }

    /** Jar or folder that {@code type} was loaded from. */
    private static Path codeSource(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the class path has an entry that is no path: " + e.getMessage(), e);
        }
    }
}
