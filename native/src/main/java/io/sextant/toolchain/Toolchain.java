package io.sextant.toolchain;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.file.AtomicFile;
import io.sextant.ir.file.FileFailure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The clang and lld that come from Maven Central. They compile freestanding C for the host and for other targets and need nothing
 * from the system but its C and C++ run-time libraries: no system compiler, no headers.
 */
public final class Toolchain {
    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(60);

    private final Path folder;
    private final String version;

    private Toolchain(Path folder, String version) {
        this.folder = folder;
        this.version = version;
    }

    /** Why this program has no compiler on this machine; empty if it has one. */
    public static Optional<String> unavailable() {
        if (LlvmJar.present()) {
            return Optional.empty();
        }
        return Optional.of("the class path holds no org.bytedeco:llvm jar for this platform (" + LlvmJar.classifier()
            + "); build with -Dplatform.classifier=" + LlvmJar.classifier());
    }

    /** Why this program cannot have its compiler in {@code home}, where it is unpacked to find that out; empty if it has it. */
    public static Optional<String> unavailable(Path home) {
        return unavailable().or(() -> {
            try {
                open(home);
                return Optional.empty();
            } catch (InvalidInput failure) {
                return Optional.of(failure.getMessage());
            }
        });
    }

    /** {@link #version} of the toolchain that comes with this program, which is not unpacked for that; empty if it has none. */
    public static Optional<String> bundledVersion() {
        try (Bundle bundle = LlvmJar.present() ? LlvmJar.find().orElseThrow(Toolchain::missing) : null) {
            return Optional.ofNullable(bundle).map(Bundle::version);
        } catch (IOException failure) {
            return Optional.empty();
        }
    }

    /**
     * Opens the toolchain, unpacked into {@code <home>/toolchain/<version>} (about 270 MB) when it is not yet there.
     *
     * @throws InvalidInput if there is none for this platform, or {@code home} cannot hold it
     */
    public static Toolchain open(Path home) {
        Path absolute = home.toAbsolutePath().normalize();
        try (Bundle bundle = LlvmJar.find().orElseThrow(Toolchain::missing)) {
            return new Toolchain(ToolchainFolder.unpacked(absolute, bundle), bundle.version());
        } catch (IOException failure) {
            throw new InvalidInput("cannot unpack the compiler (about 270 MB) into " + absolute.resolve("toolchain") + ": "
                + FileFailure.reason(failure)
                + "; the folder must be writable and have that much room, or name another in SEXTANT_HOME", failure);
        }
    }

    private static InvalidInput missing() {
        return new InvalidInput("no compiler: " + unavailable().orElse(""));
    }

    /** Version of LLVM and of its packaging: {@code 19.1.3-1.5.11}. */
    public String version() {
        return version;
    }

    /** {@link #compile(CompileJob, Duration)} within a minute. */
    public void compile(CompileJob job) {
        compile(job, DEFAULT_LIMIT);
    }

    /**
     * Compiles in a child process and moves the result to its place when it is whole.
     *
     * @throws CompileFailed if clang refuses the source, crashes, or does not end in time
     * @throws InvalidInput  if the output's folder cannot be written or the compiler cannot be started
     */
    public void compile(CompileJob job, Duration limit) {
        Path output = job.output().toAbsolutePath().normalize();
        try (TemporaryFolder work = TemporaryFolder.in(output.getParent(), ".compile-")) {
            compile(job, limit, work.path(), output);
        } catch (InterruptedIOException interrupted) {
            throw new CompileFailed("compiling " + job.source().name() + " was interrupted", "");
        } catch (IOException failure) {
            throw new InvalidInput("cannot compile " + job.source().name() + " to " + output + ": " + FileFailure.reason(failure),
                failure);
        }
    }

    private void compile(CompileJob job, Duration limit, Path work, Path output) throws IOException {
        Path source = work.resolve("source.c");
        Path result = work.resolve("result");
        Files.writeString(source, "#line 1 \"" + job.source().name() + "\"\n" + job.source().text());
        ChildRun run = ChildRun.of(command(job, source, result), work, limit);
        if (!run.succeeded()) {
            throw new CompileFailed("clang for " + job.target() + " with " + String.join(" ", job.flags()) + " on "
                + job.source().name() + " " + run.failure(), run.errors());
        }
        AtomicFile.publish(result, output);
    }

    private List<String> command(CompileJob job, Path source, Path result) {
        Path programs = folder.resolve("bin");
        List<String> command = new ArrayList<>(List.of(programs.resolve("clang").toString(), "--no-default-config", "-B" + programs));
        command.addAll(arguments(job.kind(), job.target(), job.flags()));
        command.addAll(List.of("-x", "c", source.toString(), "-o", result.toString()));
        return command;
    }

    /** What clang gets in every such job, beside names of files: the same from any clang makes the same of a source. */
    public static List<String> arguments(OutputKind kind, String target, List<String> flags) {
        List<String> arguments = new ArrayList<>(List.of("--target=" + target, "-std=gnu17", "-ffreestanding", "-nostdlibinc",
            "-fno-stack-protector"));
        arguments.addAll(kind.flags());
        arguments.addAll(flags);
        return arguments;
    }
}
