package io.sextant.toolchain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * Unpacks a bundle once into {@code <home>/toolchain/<version>}. The files are written into a folder of another name, which is
 * renamed when it is whole; a lock held by the process keeps a second one waiting, and falls with the process if that is killed.
 */
final class ToolchainFolder {
    private static final String UNFINISHED = ".unfinished-";
    private static final String LINKER = "bin/lld";
    private static final String LINKER_ALIAS = "bin/ld.lld";

    private ToolchainFolder() {
    }

    static Path unpacked(Path home, Bundle bundle) throws IOException {
        Path parent = Files.createDirectories(home.resolve("toolchain"));
        Path folder = parent.resolve(bundle.version());
        if (isWhole(folder, bundle)) {
            return folder;
        }
        synchronized (ToolchainFolder.class) {
            Path lockFile = parent.resolve(".lock");
            try (FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lock.lock();
                if (!isWhole(folder, bundle)) {
                    removeUnfinished(parent);
                    unpack(parent, folder, bundle);
                }
            }
        }
        return folder;
    }

    /**
     * Every file is there with its size: what an interrupted machine or a cleaner of old files left behind is not taken for whole.
     */
    private static boolean isWhole(Path folder, Bundle bundle) throws IOException {
        for (Map.Entry<String, Long> file : bundle.files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            if (!Files.isRegularFile(path) || Files.size(path) != file.getValue()) {
                return false;
            }
        }
        return Files.isExecutable(folder.resolve(LINKER_ALIAS));
    }

    private static void removeUnfinished(Path parent) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(parent, UNFINISHED + "*")) {
            for (Path folder : left) {
                TemporaryFolder.delete(folder);
            }
        }
    }

    private static void unpack(Path parent, Path folder, Bundle bundle) throws IOException {
        Path unfinished = Files.createTempDirectory(parent, UNFINISHED);
        try {
            for (String path : bundle.files().keySet()) {
                unpackFile(bundle, path, unfinished.resolve(path));
            }
            Path alias = unfinished.resolve(LINKER_ALIAS);
            Files.createSymbolicLink(alias, alias.getParent().relativize(unfinished.resolve(LINKER)));
            if (Files.exists(folder)) {
                Files.move(folder, parent.resolve(unfinished.getFileName() + "-replaced"), StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            removeUnfinished(parent);
        }
    }

    private static void unpackFile(Bundle bundle, String path, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        try (InputStream in = bundle.open(path)) {
            Files.copy(in, target);
        }
        if (path.startsWith("bin/") && !target.toFile().setExecutable(true, false)) {
            throw new IOException("cannot make " + target + " executable");
        }
    }
}
