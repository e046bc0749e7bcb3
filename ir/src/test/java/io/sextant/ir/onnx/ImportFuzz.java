package io.sextant.ir.onnx;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Damaged models, each read in a process of 512 MB that is given five seconds. Every outcome but a graph and an
 * {@link io.sextant.ir.InvalidInput} is a fault; the models that lead to one are kept.
 */
final class ImportFuzz implements Closeable {
    private static final int SECONDS = 5;

    private final Path folder;
    private final List<byte[]> seeds;
    private final ExecutorService waiting = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "waiting");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Integer> refusals = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private Process worker;
    private DataOutputStream models;
    private DataInputStream answers;
    private int read;
    private int refused;

    /** @param folder for external data and for models that lead to faults */
    ImportFuzz(Path folder, List<byte[]> seeds) throws IOException {
        this.folder = folder;
        this.seeds = seeds;
        Files.write(folder.resolve(FuzzSeeds.EXTERNAL_FILE), new byte[FuzzSeeds.EXTERNAL_BYTES]);
        start();
    }

    private void start() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        worker = new ProcessBuilder(java, "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
            System.getProperty("java.class.path"),
            ImportWorker.class.getName(), folder.toString()).redirectError(new File(folder.toFile(), "worker.log")).start();
        models = new DataOutputStream(new BufferedOutputStream(worker.getOutputStream()));
        answers = new DataInputStream(worker.getInputStream());
        answers.readByte();
    }

    /** Reads as many damaged models as {@code rounds}; which ones follows from {@code seed}. */
    void run(int rounds, long seed) throws IOException, InterruptedException {
        for (int round = 0; round < rounds; round++) {
            SplittableRandom random = new SplittableRandom(seed + round);
            byte[] model = Damage.of(seeds.get(random.nextInt(seeds.size())), random);
            outcome(model, "round " + round + " of seed " + seed);
        }
    }

    private void outcome(byte[] model, String name) throws IOException, InterruptedException {
        try {
            int outcome = waiting.submit(() -> {
                models.writeInt(model.length);
                models.write(model);
                models.flush();
                return (int) answers.readByte();
            }).get(SECONDS, TimeUnit.SECONDS);
            String message = answers.readUTF();
            if (outcome == ImportWorker.READ) {
                read++;
            } else if (outcome == ImportWorker.REFUSED) {
                refused++;
                refusals.merge(kind(message), 1, Integer::sum);
            } else {
                fault(model, name, message);
            }
        } catch (TimeoutException e) {
            restart(model, name, "no answer in " + SECONDS + " s");
        } catch (ExecutionException e) {
            restart(model, name, "the process ended: " + e.getCause());
        }
    }

    private void restart(byte[] model, String name, String what) throws IOException, InterruptedException {
        worker.destroyForcibly().waitFor();
        fault(model, name, what);
        start();
    }

    private void fault(byte[] model, String name, String what) throws IOException {
        Path kept = Files.write(folder.resolve(name.replace(' ', '-') + ".onnx"), model);
        faults.add(name + " (" + kept + "): " + what);
    }

    /** A refusal without names and numbers. */
    private static String kind(String message) {
        String bare = message.replaceAll("'[^']*'", "_").replaceAll("[0-9.E+-]+", "0").replaceAll("\\[[^\\]]*\\]", "[]");
        return bare.substring(0, Math.min(120, bare.length()));
    }

    int read() {
        return read;
    }

    int refused() {
        return refused;
    }

    List<String> faults() {
        return faults;
    }

    Map<String, Integer> refusals() {
        return refusals;
    }

    @Override
    public void close() throws IOException {
        models.close();
        worker.destroy();
        waiting.shutdown();
    }
}
