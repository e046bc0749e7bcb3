package io.sextant.device.store;

import io.sextant.ir.InvalidInput;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says to other processes that this one works with what is in the home, so that nobody removes it meanwhile: compiled programs between
 * compiling and measuring, libraries of running workers. A lock of the operating system, so it falls with the process.
 */
public final class HomeUse implements AutoCloseable {
    private static final Path LOCKS = Path.of("/proc/locks");
    /** {@code 1: POSIX  ADVISORY  READ 4711 08:01:131 0 EOF}; a waiting one has {@code ->} after the number. */
    private static final Pattern LOCK = Pattern.compile(
        "[0-9]+: POSIX +ADVISORY +(?:READ|WRITE) +([1-9][0-9]*) +[0-9a-f]+:[0-9a-f]+:([0-9]+) .*");
    /** A lock belongs to the whole process and is given up when any channel of its file is closed: one for all users of a home. */
    private static final Map<Path, Held> HELD = new HashMap<>();

    private final Held held;
    private boolean closed;

    private HomeUse(Held held) {
        this.held = held;
    }

    private static final class Held {
        private final Path home;
        private final FileChannel channel;
        private int users;

        private Held(Path home, FileChannel channel) {
            this.home = home;
            this.channel = channel;
        }
    }

    /**
     * Joins those who use the home, which is made if it is not there. Waits while another process has it for itself; where this process
     * has, that is shared.
     *
     * @throws InvalidInput if the home cannot be written
     */
    public static HomeUse shared(Path home) {
        synchronized (HELD) {
            try {
                Path real = Home.create(home).toRealPath();
                Held held = HELD.get(real);
                return joined(held != null ? held : held(real, true).orElseThrow());
            } catch (IOException e) {
                throw Home.unusable(home, e);
            }
        }
    }

    /**
     * Has the home for this process alone; nothing while anybody uses it.
     *
     * @throws InvalidInput if the home cannot be written
     */
    public static Optional<HomeUse> exclusive(Path home) {
        synchronized (HELD) {
            try {
                Path real = Home.create(home).toRealPath();
                return HELD.containsKey(real) ? Optional.empty() : held(real, false).map(HomeUse::joined);
            } catch (IOException e) {
                throw Home.unusable(home, e);
            }
        }
    }

    private static HomeUse joined(Held held) {
        HELD.put(held.home, held);
        held.users++;
        return new HomeUse(held);
    }

    /** Empty if others hold what cannot be shared. */
    private static Optional<Held> held(Path home, boolean shared) throws IOException {
        FileChannel channel = FileChannel.open(lockFile(home), StandardOpenOption.READ, StandardOpenOption.WRITE,
            StandardOpenOption.CREATE);
        try {
            FileLock lock = shared ? channel.lock(0, Long.MAX_VALUE, true) : channel.tryLock();
            if (lock != null) {
                return Optional.of(new Held(home, channel));
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static Path lockFile(Path home) {
        return home.resolve("in-use.lock");
    }

    /** Numbers of the processes that use the home, as far as this system tells. */
    public static List<Long> processes(Path home) {
        List<Long> processes = new ArrayList<>();
        try {
            String file = Files.getAttribute(lockFile(home), "unix:ino").toString();
            for (String line : Files.readAllLines(LOCKS)) {
                Matcher lock = LOCK.matcher(line);
                if (lock.matches() && lock.group(2).equals(file)) {
                    processes.add(Long.parseLong(lock.group(1)));
                }
            }
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return List.of();
        }
        return processes.stream().distinct().sorted().toList();
    }

    @Override
    public void close() {
        synchronized (HELD) {
            if (closed) {
                return;
            }
            closed = true;
            held.users--;
            if (held.users == 0) {
                HELD.remove(held.home);
                try {
                    held.channel.close();
                } catch (IOException e) {
                    throw Home.unusable(held.home, e);
                }
            }
        }
    }
}
